// One-key shortcuts: which key does what, where. They can be switched off (WCAG 2.1.4).
import type { TextKey } from "./i18n/fr.ts";

export type Action =
  | "take"
  | "mute"
  | "camera"
  | "pause"
  | "send"
  | "write"
  | "notes"
  | "queue"
  | "agenda"
  | "booked"
  | "previous"
  | "next"
  | "print"
  | "help"
  | { outcome: number };

export const LIST: readonly [keys: string, text: TextKey][] = [
  ["T", "keys.take"],
  ["F", "keys.queue"],
  ["A", "keys.agenda"],
  ["R", "keys.booked"],
  ["M", "keys.mute"],
  ["V", "keys.camera"],
  ["P", "keys.pause"],
  ["E", "keys.write"],
  ["N", "keys.notes"],
  ["D", "keys.send"],
  ["Page ↑ ↓", "keys.pages"],
  ["I", "keys.print"],
  ["1 … 5", "ended.ask"],
  ["Échap (Esc)", "keys.close"],
  ["?", "keys.help"],
];

const COUNTER: Record<string, Action> = { t: "take", f: "queue", a: "agenda", r: "booked", "?": "help" };
const CALL: Record<string, Action> = {
  m: "mute",
  v: "camera",
  p: "pause",
  e: "write",
  n: "notes",
  d: "send",
  pageup: "previous",
  pagedown: "next",
  i: "print",
  "?": "help",
};

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  /** Held down: it goes on by itself. */
  repeat: boolean;
}

/** How long nothing is typed before a key means again what the screen says of it. */
const LULL_MS = 1500;

/** Keys that write, beside those that are one letter. */
const WRITES = new Set(["Backspace", "Dead", "Process"]);

/** Somebody who types in a field goes on for a moment after the call, and its fields, are gone. */
export class TypedOn {
  #last = Number.NEGATIVE_INFINITY;

  /** A key went into a field: one that writes, not one that only goes through it. */
  typed(key: string, now: number): void {
    if (key.length === 1 || WRITES.has(key)) this.#last = now;
  }

  /** The hand left the keyboard: what it presses next is meant. */
  pointed(): void {
    this.#last = Number.NEGATIVE_INFINITY;
  }

  /** Whether this key still belongs to what was being typed. */
  belongs(now: number): boolean {
    if (now - this.#last >= LULL_MS) return false;
    this.#last = now;
    return true;
  }
}

/** The action of a key on a screen, or `null`; keys with Ctrl, Alt or Meta are the browser's. */
export function actionOf(where: "counter" | "call" | "ended", event: Pressed): Action | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (where === "ended") return !event.repeat && /^[1-5]$/.test(key) ? { outcome: Number(key) - 1 } : null;
  const table = where === "counter" ? COUNTER : CALL;
  const action = Object.hasOwn(table, key) ? (table[key] ?? null) : null;
  return event.repeat && action !== "previous" && action !== "next" ? null : action;
}
