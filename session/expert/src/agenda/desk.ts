// The expert's agenda as the relay keeps it: asked for, asked again when it changed, changed by a few orders.
import type { AgendaState, SlotRecoded, SlotsOpen } from "../generated/messages.ts";
import type { State } from "../state.ts";
import { newId, type Outgoing } from "../net/envelope.ts";
import type { Store } from "../store.ts";

type Order = "agenda.ask" | "slots.open" | "slot.close" | "slot.call-off" | "slot.recode";
type Send = <K extends Order>(type: K, body: Outgoing[K]) => unknown;

export class AgendaDesk {
  /** The Monday of the week looked at last: who comes back from the queue finds it again. */
  week = "";

  constructor(
    private readonly store: Store<State>,
    private readonly send: Send,
  ) {}

  /** Look at the agenda, or back at those who wait. */
  show(view: State["view"]): void {
    this.store.set({ view, error: null });
    if (view !== "queue") this.ask();
  }

  ask(): void {
    this.send("agenda.ask", {});
  }

  told(agenda: AgendaState): void {
    this.store.set({ agenda });
  }

  open(wish: SlotsOpen): void {
    this.store.set({ error: null });
    this.send("slots.open", wish);
  }

  close(slot: string): void {
    this.store.set({ error: null });
    this.send("slot.close", { slot });
  }

  /** Somebody booked it: they are told when they come with their code. */
  callOff(slot: string): void {
    this.store.set({ error: null });
    this.send("slot.call-off", { slot });
  }

  /** A new code for who lost theirs. */
  recode(slot: string): void {
    this.store.set({ error: null, recoded: null });
    this.send("slot.recode", { request: newId(), slot });
  }

  recoded(recoded: SlotRecoded): void {
    this.store.set({ recoded });
  }

  /** It was told: it is kept nowhere. */
  forgetCode(): void {
    this.store.set({ recoded: null });
  }
}
