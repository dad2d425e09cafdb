// Messages on `control` that outlive a connection; the rules are in `session/protocol/delivery.py`.
import { newId, type Outgoing } from "../net/envelope.ts";

/** Messages kept unacknowledged; beyond them the oldest goes. */
export const KEPT_CAP = 200;
/** Ids remembered: more than the kiosk can ever send again. */
const REMEMBERED = 512;

/** A message that must arrive, under the id and number it keeps. */
export interface Numbered {
  type: keyof Outgoing & string;
  body: Outgoing[keyof Outgoing];
  id: string;
  seq: number;
}

/** What this page said and the kiosk did not acknowledge yet. */
export class Outbox {
  #seq = 0;
  #kept: Numbered[] = [];

  /** `send` does nothing while no connection is open. */
  constructor(private readonly send: (message: Numbered) => void) {}

  /** Send now, and again on each new connection until it is acknowledged. */
  tell<K extends keyof Outgoing & string>(type: K, body: Outgoing[K]): void {
    const message = { type, body, id: newId(), seq: ++this.#seq };
    this.#kept = [...this.#kept, message].slice(-KEPT_CAP);
    this.send(message);
  }

  /** A new connection is open: what was not acknowledged goes first, in its order. */
  again(): void {
    this.#kept.forEach((message) => this.send(message));
  }

  /** All up to `seq` have arrived. */
  acknowledged(seq: number): void {
    this.#kept = this.#kept.filter((message) => message.seq > seq);
  }
}

/** The ids received lately. */
export class Seen {
  readonly #ids = new Set<string>();

  /** Whether this id was not received before; it is now. */
  first(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > REMEMBERED && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}
