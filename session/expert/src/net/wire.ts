// The page's web socket to the relay, reopened for as long as the page lives.
import { otherVersion, pack, unpack, type Message, type Outgoing, type Address } from "./envelope.ts";
import type { RelayToAgent, RelayToExpert } from "../generated/messages.ts";

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 8000;

interface Links {
  "relay-to-expert": RelayToExpert;
  "relay-to-agent": RelayToAgent;
}

export interface WireEvents<N extends keyof Links> {
  message(message: Message<Links[N]>): void;
  up(): void;
  down(): void;
  /** The relay speaks another version than this page. */
  outdated(): void;
}

/** Messages sent while the socket is down are lost: the relay's state is asked again at `up`. */
export class Wire<N extends keyof Links> {
  #socket: WebSocket | null = null;
  #delay = FIRST_DELAY_MS;
  #timer = 0;
  #closed = false;

  constructor(
    private readonly path: string,
    private readonly link: N,
    private readonly events: WireEvents<N>,
  ) {}

  open(): void {
    this.#closed = false;
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${this.path}`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#delay = FIRST_DELAY_MS;
      this.events.up();
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      const message = typeof event.data === "string" ? unpack(this.link, event.data) : null;
      if (message) this.events.message(message as Message<Links[N]>);
      else if (typeof event.data === "string" && otherVersion(event.data)) this.events.outdated();
    };
    socket.onclose = () => {
      if (this.#closed) return;
      this.events.down();
      this.#timer = window.setTimeout(() => this.open(), this.#delay);
      this.#delay = Math.min(this.#delay * 2, LAST_DELAY_MS);
    };
  }

  /** Send now; returns the message's id, or `null` when the socket is down. */
  send<K extends keyof Outgoing & string>(type: K, body: Outgoing[K], address?: Partial<Address>): string | null {
    if (this.#socket?.readyState !== WebSocket.OPEN) return null;
    const { id, text } = pack(type, body, address);
    this.#socket.send(text);
    return id;
  }

  close(): void {
    this.#closed = true;
    window.clearTimeout(this.#timer);
    this.#socket?.close();
  }
}
