// One-key shortcuts: which key does what, where. They can be switched off (WCAG 2.1.4).
import type { TextKey } from "./i18n/fr.ts";

export type Action =
  | "take"
  | "mute"
  | "camera"
  | "pause"
  | "send"
  | "previous"
  | "next"
  | "print"
  | "help"
  | { outcome: number };

export const LIST: readonly [keys: string, text: TextKey][] = [
  ["T", "keys.take"],
  ["M", "keys.mute"],
  ["V", "keys.camera"],
  ["P", "keys.pause"],
  ["D", "keys.send"],
  ["Page ↑ / Page ↓", "keys.pages"],
  ["I", "keys.print"],
  ["1 … 5", "ended.ask"],
  ["?", "keys.help"],
];

const COUNTER: Record<string, Action> = { t: "take", "?": "help" };
const CALL: Record<string, Action> = {
  m: "mute",
  v: "camera",
  p: "pause",
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
}

/** The action of a key on a screen, or `null`; keys with Ctrl, Alt or Meta are the browser's. */
export function actionOf(where: "counter" | "call" | "ended", event: Pressed): Action | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (where === "ended") return /^[1-5]$/.test(key) ? { outcome: Number(key) - 1 } : null;
  const table = where === "counter" ? COUNTER : CALL;
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}
