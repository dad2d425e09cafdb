// The expert's agenda as the relay keeps it: asked for, asked again when it changed, changed by two orders.
import type { AgendaState, SlotsOpen } from "../generated/messages.ts";
import type { State } from "../model.ts";
import type { Outgoing } from "../net/envelope.ts";
import type { Store } from "../store.ts";

type Send = <K extends "agenda.ask" | "slots.open" | "slot.close">(type: K, body: Outgoing[K]) => unknown;

export class AgendaDesk {
  constructor(
    private readonly store: Store<State>,
    private readonly send: Send,
  ) {}

  /** Look at the agenda, or back at those who wait. */
  show(view: State["view"]): void {
    this.store.set({ view, error: null });
    if (view === "agenda") this.ask();
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
}
