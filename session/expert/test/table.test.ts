// What lies on the table: marks of both, fields that come in parts, values that are shown or not.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldShape, KioskToExpert, SignNews } from "../src/generated/messages.ts";
import { converse, heard, newDoc, type Conversation } from "../src/model.ts";
import type { Message } from "../src/net/envelope.ts";
import { EMPTY, formOf, heardTable, lines, MARK_POINTS, marked, MARKS_AT_ONCE, textIn, thinned, wipeable, type Mark } from "../src/table.ts";

const DOC = "d".repeat(32);
const box = { page: 0, x: 0.1, y: 0.1, w: 0.3, h: 0.02 };

function said<K extends keyof KioskToExpert>(type: K, body: KioskToExpert[K]): Message<KioskToExpert> {
  return { v: 1, type, id: "1".repeat(32), call: null, gen: null, seq: 1, body } as unknown as Message<KioskToExpert>;
}

function mark(rank: number, mine: boolean): Mark {
  const id = rank.toString(16).padStart(32, "0");
  return { document: DOC, mark: id, page: 0, kind: "frame", by: mine ? "expert" : "citizen", points: [{ x: 0, y: 0 }, { x: 1, y: 1 }], mine };
}

function field(name: string, choices: string[] = []): FieldShape {
  return { name, label: name.toUpperCase(), kind: choices.length ? "radio" : "text", box, choices, required: false, most: 0 };
}

test("undo takes our newest mark, clear takes all of both", () => {
  const table = [mark(1, true), mark(2, true), mark(3, false)].reduce(marked, EMPTY);
  assert.deepEqual(wipeable(table, DOC, false), [mark(2, true).mark]);
  assert.equal(wipeable(table, DOC, true).length, 3);
  assert.deepEqual(wipeable(table, "e".repeat(32), true), []);
});

test("a faulty kiosk does not fill the page with marks", () => {
  let table = EMPTY;
  for (let rank = 0; rank < MARKS_AT_ONCE + 50; rank++) table = marked(table, mark(rank, false));
  assert.equal(table.marks.length, MARKS_AT_ONCE);
});

test("a long stroke keeps its ends and as many points as a message carries", () => {
  const path = Array.from({ length: 4000 }, (_, rank) => rank);
  const kept = thinned(path);
  assert.equal(kept.length, MARK_POINTS);
  assert.deepEqual([kept[0], kept.at(-1)], [0, 3999]);
});

test("our own marks come back as ours after a reload", () => {
  const { mine: _, ...body } = mark(1, true);
  const table = heardTable(EMPTY, said("mark.add", body));
  assert.deepEqual(table.marks.map((one) => one.mine), [true]);
});

test("fields come in parts, and buttons of one choice make one line", () => {
  const first = { document: DOC, start: 0, total: 3, fields: [field("nom"), field("genre", ["F"])] };
  const table = [said("form.fields", first), said("form.fields", { ...first, start: 2, fields: [field("genre", ["M"])] })].reduce(heardTable, EMPTY);
  assert.deepEqual(lines(formOf(table, DOC)).map((line) => [line.name, line.choices]), [["nom", []], ["genre", ["F", "M"]]]);
  const gap = heardTable(EMPTY, said("form.fields", { ...first, start: 7 }));
  assert.equal(formOf(gap, DOC).fields.length, 0);
});

test("what the person does not show any more is gone here too", () => {
  const shown = { document: DOC, watched: true, whole: false, values: [{ name: "nom", by: "citizen" as const, text: "LE GOFF" }] };
  const hidden = { document: DOC, watched: false, whole: true, values: [{ name: "nom", by: "citizen" as const, text: null }] };
  const before = heardTable(EMPTY, said("form.values", shown));
  assert.equal(textIn(formOf(before, DOC), "nom"), "LE GOFF");
  const after = heardTable(before, said("form.values", hidden));
  assert.equal(textIn(formOf(after, DOC), "nom"), "");
  assert.ok(!JSON.stringify(after).includes("GOFF"));
});

function withSigned(talk: Conversation, state: SignNews["state"]): Conversation {
  const news = { document: DOC, state, signed: null, reason: null, paper: false, key: null };
  return heard(talk, said("sign.news", news));
}

test("the box of the next person is kept until they signed", () => {
  const seat = {} as Parameters<typeof converse>[0];
  const doc = { ...newDoc(DOC, "a.pdf", 1), state: "ready" as const, later: [box, box] };
  const talk = { ...converse(seat), docs: [doc] };
  const first = withSigned(talk, "signed");
  assert.equal(first.docs[0]?.later.length, 2);
  const asked = { ...first, docs: first.docs.map((one) => ({ ...one, next: true })) };
  assert.equal(withSigned(asked, "refused").docs[0]?.later.length, 2);
  assert.equal(withSigned(asked, "signed").docs[0]?.later.length, 1);
});
