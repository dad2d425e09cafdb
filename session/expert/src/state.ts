// The whole of what the expert's page knows: the queue, the agenda, and the call when there is one.
import type { Conversation, Doc } from "./model.ts";
import type { Me } from "./net/api.ts";
import type { AgendaState, Desk, Outcome, SeatOpen, Skill, SlotRecoded, Waiting } from "./generated/messages.ts";

export interface State {
  screen: "loading" | "login" | "elsewhere" | "counter" | "call";
  /** The relay does not answer while the page starts. */
  unreachable: boolean;
  /** The session ended by itself. */
  expired: boolean;
  /** Documents whose signed copy was saved. */
  saved: readonly string[];
  /** The outcome chosen while a signed copy was not saved. */
  concluding: Outcome["outcome"] | null;
  me: Me | null;
  online: boolean;
  desks: string[];
  /** Every counter as the kiosks see it. */
  counters: readonly Desk[];
  /** What this expert can serve where there is a choice, and what they serve now. */
  skills: readonly Skill[];
  serves: readonly string[];
  /** People who wait for someone else. */
  others: number;
  available: boolean;
  people: Waiting[];
  /** What the counter shows: those who wait, the agenda, or the appointments that people have. */
  view: "queue" | "agenda" | "booked";
  agenda: AgendaState | null;
  /** A new code, while it is told. */
  recoded: SlotRecoded | null;
  /** Someone was asked for, and the relay has not answered yet. */
  taking: boolean;
  /** For whom a kiosk rings: the relay's list is without them meanwhile. */
  ringing: Waiting | null;
  error: string | null;
  newKey: SeatOpen | null;
  muted: boolean;
  cameraOff: boolean;
  /** This side paused the call. */
  resting: boolean;
  noMedia: boolean;
  soundBlocked: boolean;
  placing: string | null;
  local: MediaStream | null;
  remote: MediaStream | null;
  conversation: Conversation | null;
}

export const START: State = {
  screen: "loading",
  unreachable: false,
  expired: false,
  saved: [],
  concluding: null,
  me: null,
  online: false,
  desks: [],
  counters: [],
  skills: [],
  serves: [],
  others: 0,
  available: false,
  people: [],
  view: "queue",
  agenda: null,
  recoded: null,
  taking: false,
  ringing: null,
  error: null,
  newKey: null,
  muted: false,
  cameraOff: false,
  resting: false,
  noMedia: false,
  soundBlocked: false,
  placing: null,
  local: null,
  remote: null,
  conversation: null,
};

/** What is left of a call once it is over: nothing. */
export const AFTER_CALL = {
  screen: "counter",
  taking: false,
  ringing: null,
  newKey: null,
  conversation: null,
  remote: null,
  placing: null,
  muted: false,
  cameraOff: false,
  resting: false,
  saved: [],
  concluding: null,
} satisfies Partial<State>;

/** What is left once nobody is logged in here: nothing of the queue either. */
export const OUT = {
  ...AFTER_CALL,
  online: false,
  counters: [],
  people: [],
  others: 0,
  view: "queue",
  agenda: null,
  recoded: null,
  error: null,
} satisfies Partial<State>;

/** A signed copy by its number: a second signature makes another one to save. */
export const copyOf = (doc: Doc) => `${doc.id}/${doc.copies}`;

/** Signed copies that are kept nowhere but on this page. */
export function unsaved({ conversation, saved }: State): readonly Doc[] {
  return (conversation?.docs ?? []).filter((doc) => doc.signed && !saved.includes(copyOf(doc)));
}
