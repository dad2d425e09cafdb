// Real-time text as T.140 writes it (RFC 8865); the rules are in session/protocol/t140.py.
import { TEXT_MAX } from "../model.ts";

export const SUBPROTOCOL = "t140";
const BACKSPACE = "\b";
const NEW_LINE = "\u2028";
const CHUNK_MAX = 4096;
/** Gathered for so long before it is sent. */
const FLUSH_MS = 250;
/** Control and format characters are never shown: some turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** What a receiver that shows `before` must be told to show `after`. Letters are code points. */
export function edits(before: string, after: string): string {
  const [ours, theirs] = [Array.from(before), Array.from(after)];
  let same = 0;
  while (same < ours.length && ours[same] === theirs[same]) same++;
  return BACKSPACE.repeat(ours.length - same) + theirs.slice(same).join("");
}

/** The line after `data` was received; a line that ended is empty. */
export function applied(line: string, data: string): string {
  let letters = Array.from(line);
  for (const letter of Array.from(data).slice(0, CHUNK_MAX)) {
    if (letter === BACKSPACE) letters.pop();
    else if (letter === NEW_LINE) letters = [];
    else if (!UNSEEN.test(letter) && letters.length < TEXT_MAX) letters.push(letter);
  }
  return letters.join("");
}

/** The line each side is typing, over the channel of the connection of now. */
export class Typing {
  #channel: RTCDataChannel | null = null;
  #line = "";
  #sent = "";
  #theirs = "";
  #timer = 0;

  constructor(private readonly tell: (line: string) => void) {}

  adopt(channel: RTCDataChannel): void {
    this.#channel = channel;
    this.#sent = this.#theirs = "";
    channel.onmessage = (event: MessageEvent<unknown>) => {
      if (channel !== this.#channel || typeof event.data !== "string") return;
      this.#theirs = applied(this.#theirs, event.data);
      this.tell(this.#theirs);
    };
    channel.onopen = () => this.#flush();
  }

  /** The expert's line is this now. */
  typed(line: string): void {
    this.#line = line;
    if (this.#timer === 0) this.#timer = window.setTimeout(() => this.#flush(), FLUSH_MS);
  }

  /** The line was sent: it arrives whole by another way. */
  ended(): void {
    this.#line = "";
    if (this.#sent !== "") this.#send(NEW_LINE);
    this.#sent = "";
  }

  #flush(): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#line === this.#sent || !this.#send(edits(this.#sent, this.#line))) return;
    this.#sent = this.#line;
  }

  #send(data: string): boolean {
    if (this.#channel?.readyState !== "open") return false;
    this.#channel.send(data);
    return true;
  }
}
