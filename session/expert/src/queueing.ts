// Who waits, and taking one of them: one at a time, whether a button or a key asked.
import type { Alert } from "./alert.ts";
import { keptForColleague } from "./agenda/week.ts";
import type { Outgoing } from "./net/envelope.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";
import type { Waiting, WaitingList } from "./generated/messages.ts";

export interface Alerts {
  title(n: number): string;
  body(): string;
}

type Line = Pick<State, "available" | "online" | "taking" | "ringing" | "me">;
type Send = (type: "seat.take", body: Outgoing["seat.take"]) => string | null;

/** Nobody while another is being taken or rung for, and nobody whom a colleague still awaits. */
export function mayTake({ available, online, taking, ringing, me }: Line, person: Waiting, now: number): boolean {
  return available && online && !taking && ringing === null && !keptForColleague(person, me?.name ?? "", now);
}

/** Everybody there is to see. The relay lists those who can be taken: whom a kiosk rings for is on top of them. */
export function inView({ people, ringing }: Pick<State, "people" | "ringing">): readonly Waiting[] {
  if (ringing === null) return people;
  return [ringing, ...people.filter((person) => person.ticket !== ringing.ticket)];
}

/** Passed on by this very expert, to whoever else receives at the same counter. */
export function sentOn({ handover }: Waiting, { me }: Pick<State, "me">): boolean {
  return me !== null && handover !== null && handover.by === me.name;
}

export class QueueDesk {
  #asked: string | null = null;
  /** Rung for last: back in the list, they are no arrival. */
  #rung = "";
  /** The ring that the relay has told of. */
  #heardOf = "";

  constructor(
    private readonly store: Store<State>,
    private readonly alert: Alert,
    private readonly alerts: Alerts,
    private readonly send: Send,
  ) {}

  take(person: Waiting): void {
    this.alert.unlock();
    if (!mayTake(this.store.value, person, Date.now())) return;
    this.#asked = this.send("seat.take", { ticket: person.ticket });
    if (this.#asked === null) return;
    const callback = person.callback !== "";
    if (callback) this.#rung = person.ticket;
    this.#heardOf = "";
    this.store.set(callback ? { ringing: person } : { taking: true });
  }

  /** One that names no message may be of any: what was too much at once was never read. */
  refused(about: string): void {
    if (about === "" || about === this.#asked) this.store.set({ taking: false, ringing: null });
  }

  told({ people, others, rings }: WaitingList): void {
    if (rings !== null) this.#rung = rings.ticket;
    const known = new Set([this.#rung, ...this.store.value.people.map((person) => person.ticket)]);
    const fresh = people.some((person) => !known.has(person.ticket) && !sentOn(person, this.store.value));
    this.store.set({ people, others, ringing: this.#rungFor(rings) });
    this.draw();
    if (!fresh || !this.store.value.available) return;
    this.alert.chime();
    this.alert.notify(this.alerts.body());
  }

  /** The relay's word, once it has spoken of a ring: before that, its list may be older than what was asked here. */
  #rungFor(rings: Waiting | null): Waiting | null {
    const { ringing } = this.store.value;
    if (rings === null && ringing?.ticket !== this.#heardOf) return ringing;
    this.#heardOf = rings?.ticket ?? "";
    return rings;
  }

  /** Draw attention to those who wait, while this counter is open. */
  draw(): void {
    const { people, available } = this.store.value;
    if (people.length > 0 && available) this.alert.title(this.alerts.title(people.length));
    else this.alert.calm();
  }
}
