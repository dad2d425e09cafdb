// The page's web socket to the relay, reopened for as long as the page lives.
import { newId, otherVersion, pack, unpack, type Message, type Outgoing, type Address } from "./envelope.ts";
import type { RelayToAgent, RelayToExpert } from "../generated/messages.ts";

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 8000;
const OPENING_MS = 5000;
/** Asked while all seems well: a browser notices a dead line only after minutes. */
const ASK_EVERY_MS = 8000;
const PATIENCE_MS = 6000;
/** Asked where there is reason to doubt. */
const DOUBT_MS = 2000;

type Named = Address & { id: string };

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

/**
 * Messages sent while the socket is down are lost, and the relay's state is asked again at `up`; those
 * that are told while it is known to be down are kept until then. A socket
 * whose other end does not answer is left for a new one: after another network was joined, the browser
 * itself would go on for minutes as if it were open.
 */
export class Wire<N extends keyof Links> {
  #socket: WebSocket | null = null;
  #delay = FIRST_DELAY_MS;
  #timer = 0;
  #asking = 0;
  #closed = true;
  #heardAt = 0;
  #owed: (() => void)[] = [];

  constructor(
    private readonly path: string,
    private readonly link: N,
    private readonly events: WireEvents<N>,
  ) {
    window.addEventListener("online", () => this.doubt());
  }

  open(): void {
    this.#closed = false;
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${this.path}`);
    this.#socket = socket;
    const opening = window.setTimeout(() => this.#lost(socket), OPENING_MS);
    socket.onopen = () => {
      window.clearTimeout(opening);
      this.#delay = FIRST_DELAY_MS;
      this.#heardAt = performance.now();
      this.#asking = window.setInterval(() => this.#ask(socket, PATIENCE_MS), ASK_EVERY_MS);
      for (const send of this.#owed.splice(0)) send();
      this.events.up();
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      this.#heardAt = performance.now();
      const message = typeof event.data === "string" ? unpack(this.link, event.data) : null;
      if (message) this.events.message(message as Message<Links[N]>);
      else if (typeof event.data === "string" && otherVersion(event.data)) this.events.outdated();
    };
    socket.onclose = () => {
      window.clearTimeout(opening);
      this.#lost(socket);
    };
  }

  /** Something else went silent too: ask now, and wait for the answer no longer than a moment. */
  doubt(): void {
    if (this.#closed) return;
    if (this.#socket) return this.#ask(this.#socket, DOUBT_MS);
    window.clearTimeout(this.#timer);
    this.open();
  }

  #ask(socket: WebSocket, patienceMs: number): void {
    if (this.send("link.ping", {}) === null) return;
    const asked = performance.now();
    window.setTimeout(() => {
      if (this.#heardAt < asked) this.#lost(socket);
    }, patienceMs);
  }

  #lost(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#forget();
    this.events.down();
    if (this.#closed) return;
    this.#timer = window.setTimeout(() => this.open(), this.#delay);
    this.#delay = Math.min(this.#delay * 2, LAST_DELAY_MS);
  }

  #forget(): void {
    const socket = this.#socket;
    this.#socket = null;
    window.clearInterval(this.#asking);
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** Send now; returns the message's id, or `null` when the socket is down. */
  send<K extends keyof Outgoing & string>(type: K, body: Outgoing[K], address?: Partial<Named>): string | null {
    if (this.#socket?.readyState !== WebSocket.OPEN) return null;
    const { id, text } = pack(type, body, address);
    this.#socket.send(text);
    return id;
  }

  /**
   * Send now, or first of all once the socket is up again: for what nobody would ask for later. Returns
   * the message's id, now or then.
   */
  tell<K extends keyof Outgoing & string>(type: K, body: Outgoing[K], address?: Partial<Address>): string {
    const named = { ...address, id: newId() };
    if (this.send(type, body, named) === null) this.#owed.push(() => this.send(type, body, named));
    return named.id;
  }

  close(): void {
    this.#closed = true;
    this.#owed = [];
    window.clearTimeout(this.#timer);
    this.#forget();
  }
}
