// Documents over the `bulk` channel: 16-byte id, u64 offset, then at most 64 KiB.
import { genuine } from "./genuine.ts";
import { sha256Hex } from "./proof.ts";
import { chunk, OPEN, type Throttle } from "./throttle.ts";
import type { BulkState, DocumentOffer } from "../generated/messages.ts";

export const CHUNK = 65536;
export const MAX_DOCUMENT = 50 << 20;
const HEADER = 24;
/** All that one call may make this page hold, so that a faulty kiosk cannot fill the memory. */
const MAX_HELD = 400 << 20;
/** What the smallest document counts for: a million empty ones fill the memory, too. */
const LEAST_HELD = 16 << 10;
/** Bytes queued in the channel: small, so that pictures and sound do not wait behind a file. */
const HIGH_WATER = 192 * 1024;
const ACK_EVERY = 256 * 1024;

export function frame(document: string, offset: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(HEADER + data.byteLength);
  for (let i = 0; i < 16; i++) out[i] = Number.parseInt(document.slice(2 * i, 2 * i + 2), 16);
  new DataView(out.buffer).setBigUint64(16, BigInt(offset));
  out.set(data, HEADER);
  return out;
}

export function unframe(buffer: ArrayBuffer): { document: string; offset: number; data: Uint8Array } | null {
  if (buffer.byteLength <= HEADER || buffer.byteLength > HEADER + CHUNK) return null;
  const head = new Uint8Array(buffer, 0, 16);
  const offset = new DataView(buffer).getBigUint64(16);
  if (offset > BigInt(MAX_DOCUMENT)) return null;
  const document = Array.from(head, (n) => n.toString(16).padStart(2, "0")).join("");
  return { document, offset: Number(offset), data: new Uint8Array(buffer, HEADER) };
}

export type BulkChannel = Pick<RTCDataChannel, "readyState" | "bufferedAmount" | "send">;

interface Sending {
  offer: DocumentOffer;
  data: Uint8Array;
  offset: number;
  acknowledged: number;
  started: boolean;
}

/** How fast bytes may go now, and whom to tell that so many went. */
export interface Pace {
  throttle(): Throttle;
  spent(bytes: number): void;
}

const UNPACED: Pace = { throttle: () => OPEN, spent: () => undefined };

/** Sends documents one after the other; survives generations by starting again where told. */
export class BulkSender {
  #channel: BulkChannel | null = null;
  readonly #queue: Sending[] = [];
  #resting = false;

  constructor(
    private readonly offer: (body: DocumentOffer) => void,
    private readonly progress: (document: string, acknowledged: number) => void,
    private readonly pace: Pace = UNPACED,
  ) {}

  add(offer: DocumentOffer, data: Uint8Array): void {
    this.#queue.push({ offer, data, offset: 0, acknowledged: 0, started: false });
    if (this.#queue.length === 1 && this.#channel) this.#announce();
  }

  /** A new generation's channel is open: what is not acknowledged is offered again. */
  attach(channel: BulkChannel): void {
    this.#channel = channel;
    this.#announce();
  }

  detach(): void {
    this.#channel = null;
  }

  /** The kiosk says where it stands; its first word after an offer starts the bytes. */
  heard(state: BulkState): void {
    const head = this.#queue[0];
    if (!head || head.offer.document !== state.document) return;
    head.acknowledged = Math.min(state.offset, head.data.byteLength);
    this.progress(state.document, head.acknowledged);
    if (state.complete) return this.drop(state.document);
    if (!head.started) {
      head.started = true;
      head.offset = head.acknowledged;
    }
    this.pump();
  }

  /** Refused, or done: go on with the next. */
  drop(document: string): void {
    const at = this.#queue.findIndex((item) => item.offer.document === document);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    if (at === 0) this.#announce();
  }

  /** Fill the channel up to its low mark, as fast as the pace allows; called again by `bufferedamountlow`. */
  pump(): void {
    const head = this.#queue[0];
    const channel = this.#channel;
    if (!head?.started || channel?.readyState !== "open") return;
    while (!this.#resting && head.offset < head.data.byteLength && channel.bufferedAmount < HIGH_WATER) {
      const throttle = this.pace.throttle();
      const piece = head.data.subarray(head.offset, head.offset + chunk(throttle));
      channel.send(frame(head.offer.document, head.offset, piece));
      head.offset += piece.byteLength;
      this.pace.spent(piece.byteLength);
      if (throttle.rate !== null) this.#rest((1000 * piece.byteLength) / throttle.rate);
    }
  }

  #rest(ms: number): void {
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      this.pump();
    }, ms);
  }

  #announce(): void {
    const head = this.#queue[0];
    if (!head || !this.#channel) return;
    head.started = false;
    this.offer(head.offer);
  }
}

interface Receiving {
  offer: DocumentOffer;
  data: Uint8Array<ArrayBuffer>;
  offset: number;
  acknowledged: number;
}

export interface Received {
  offer: DocumentOffer;
  /** What it is, whatever it was said to be. */
  type: string;
  data: Uint8Array<ArrayBuffer>;
}

/** Receives documents; a wrong hash, a wrong kind of file or too much is dropped, reported by `broken`, and told the kiosk. */
export class BulkReceiver {
  readonly #open = new Map<string, Receiving>();
  readonly #done = new Map<string, number>();
  #held = 0;

  constructor(
    private readonly state: (body: BulkState) => void,
    private readonly complete: (received: Received) => void,
    private readonly broken: (offer: DocumentOffer) => void,
  ) {}

  /** An offer, perhaps again after a lost link: say where we stand. */
  offered(offer: DocumentOffer): void {
    const done = this.#done.get(offer.document);
    if (done !== undefined) return this.#say(offer.document, done, true);
    let item = this.#open.get(offer.document);
    if (!item) {
      const held = this.#held + Math.max(offer.size, LEAST_HELD);
      if (offer.size > MAX_DOCUMENT || held > MAX_HELD) return this.#refuse(offer);
      this.#held = held;
      item = { offer, data: new Uint8Array(offer.size), offset: 0, acknowledged: 0 };
      this.#open.set(offer.document, item);
    }
    this.#say(offer.document, item.offset, false);
  }

  async bytes(buffer: ArrayBuffer): Promise<void> {
    const piece = unframe(buffer);
    const item = piece && this.#open.get(piece.document);
    // A frame sent before the kiosk heard our offset is behind us: skip it.
    if (!item || piece.offset !== item.offset) return;
    if (item.offset + piece.data.byteLength > item.data.byteLength) return this.#fail(item);
    item.data.set(piece.data, item.offset);
    item.offset += piece.data.byteLength;
    if (item.offset === item.data.byteLength) return this.#finish(item);
    if (item.offset - item.acknowledged < ACK_EVERY) return;
    item.acknowledged = item.offset;
    this.#say(piece.document, item.offset, false);
  }

  async #finish(item: Receiving): Promise<void> {
    this.#open.delete(item.offer.document);
    const type = genuine(item.offer.kind, item.data);
    if (type === null || (await sha256Hex(item.data)) !== item.offer.sha256) return this.#fail(item);
    this.#done.set(item.offer.document, item.offset);
    this.#say(item.offer.document, item.offset, true);
    this.complete({ offer: item.offer, type, data: item.data });
  }

  #fail(item: Receiving): void {
    this.#open.delete(item.offer.document);
    this.#held -= Math.max(item.data.byteLength, LEAST_HELD);
    this.#refuse(item.offer);
  }

  /** A cap of nothing: none of it is wanted, and the kiosk need not wait. */
  #refuse(offer: DocumentOffer): void {
    this.state({ document: offer.document, offset: 0, cap: 0, complete: false });
    this.broken(offer);
  }

  #say(document: string, offset: number, complete: boolean): void {
    this.state({ document, offset, cap: MAX_DOCUMENT, complete });
  }
}
