// Whom to turn to, found while the agent types. Pure.
import type { GuideRow, OrientationState } from "../generated/messages.ts";

/** Small letters without accents, cut into words. */
export function words(text: string): string[] {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** How well a row answers: 0 when it knows less than half of the words asked for. */
export function score(row: GuideRow, asked: readonly string[]): number {
  const near = words([row.need, ...row.words].join(" "));
  const far = words([row.name, row.why, row.theme, row.case, row.place?.name ?? ""].join(" "));
  let total = 1;
  let known = 0;
  for (const word of asked) {
    const here = near.includes(word) ? 4 : near.some((own) => own.startsWith(word)) ? 3 : far.some((own) => own.startsWith(word)) ? 1 : 0;
    total += here;
    if (here > 0) known += 1;
  }
  return known * 2 < asked.length || (asked.length > 0 && known === 0) ? 0 : total;
}

export interface Found {
  need: string;
  theme: string;
  rows: GuideRow[];
}

/** Small words that people type and that say nothing. */
const EMPTY = new Set(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "j", "je", "l", "la", "le", "les", "ma", "mes", "mon", "n", "ne", "pas", "un", "une"]);

/**
 * The needs that answer, best first, each with its rows in the table's order; all of them when nothing is
 * asked. `age` keeps the rows meant for it.
 */
export function search(state: OrientationState, text: string, age: number | null): Found[] {
  const typed = words(text);
  const asked = typed.filter((word) => !EMPTY.has(word));
  const kept = state.rows.filter((row) => age === null || (row.youngest <= age && age <= row.oldest));
  const found = new Map<string, Found & { best: number }>();
  for (const row of kept) {
    const here = score(row, asked);
    if (here === 0) continue;
    const known = found.get(row.need);
    if (known) {
      known.rows.push(row);
      known.best = Math.max(known.best, here);
    } else found.set(row.need, { need: row.need, theme: row.theme, rows: [row], best: here });
  }
  // A need that answers is shown whole: its second service may be the one.
  for (const group of found.values()) group.rows = kept.filter((row) => row.need === group.need);
  return [...found.values()].sort((a, b) => b.best - a.best);
}
