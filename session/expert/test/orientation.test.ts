import assert from "node:assert/strict";
import { test } from "node:test";
import { search, words } from "../src/agent/orientation.ts";
import type { GuideRow, OrientationState } from "../src/generated/messages.ts";

function row(need: string, name: string, more: Partial<GuideRow> = {}): GuideRow {
  return {
    theme: "Thème", need, name, why: "Une phrase.", youngest: 0, oldest: 130, question: "", case: "", papers: [],
    calls: [], words: [], place: null, ...more,
  };
}

const STATE: OrientationState = {
  rows: [
    row("Je cherche du travail", "Mission locale", { youngest: 16, oldest: 25, words: ["emploi", "chômage"] }),
    row("Je cherche du travail", "France Travail", { youngest: 16, words: ["emploi", "chômage"] }),
    row("Loyer en retard", "ADIL", { words: ["bail", "expulsion"] }),
    row("Impôts", "Service des impôts", { why: "Il explique le loyer fictif." }),
  ],
  places: [], source: "", known: true,
};
const names = (text: string, age: number | null = null) => search(STATE, text, age).map((found) => found.need);

test("words are folded, so that an accent forgotten finds the same", () => {
  assert.deepEqual(words("L’Été, à Évry !"), ["l", "ete", "a", "evry"]);
  assert.deepEqual(names("chomage"), ["Je cherche du travail"]);
});

test("half a word is enough, and the need itself goes before a word of its reason", () => {
  assert.deepEqual(names("loy"), ["Loyer en retard", "Impôts"]);
  assert.deepEqual(names("je ne paie pas le loyer en retard"), ["Loyer en retard"]);
});

test("words that nothing answers give nothing, an empty field everything", () => {
  assert.deepEqual(names("zygomatique"), []);
  assert.deepEqual(names("loyer zygomatique abracadabra"), []);
  assert.equal(names("").length, 3);
});

test("an age keeps the services meant for it", () => {
  const young = search(STATE, "emploi", 19)[0];
  assert.deepEqual(young?.rows.map((found) => found.name), ["Mission locale", "France Travail"]);
  assert.deepEqual(search(STATE, "emploi", 40)[0]?.rows.map((found) => found.name), ["France Travail"]);
  assert.deepEqual(search(STATE, "emploi", 10), []);
});

test("a need found by the name of one service is shown whole", () => {
  assert.equal(search(STATE, "mission", null)[0]?.rows.length, 2);
});
