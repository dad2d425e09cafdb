import assert from "node:assert/strict";
import { test } from "node:test";
import { forgetSeat, keepEnded, keepIdentity, keepSeat, keepSigning, keptSeat, over, signingOf } from "../src/kept.ts";
import { converse, heard, newDoc, type Conversation, type Doc } from "../src/model.ts";
import { newId, type Message } from "../src/net/envelope.ts";
import type { KioskToExpert, SeatOpen } from "../src/generated/messages.ts";

const [CALL, TICKET, OTHER] = ["a".repeat(32), "b".repeat(32), "c".repeat(32)];
const SEAT: SeatOpen = {
  ticket: TICKET, call: CALL, fence: 1, generation: 1, kiosk: "Mairie", kiosk_id: "k", kiosk_key: "key", ice: [], desk: "caf",
  procedure: { sheet: "F1", title: "Demander le RSA", topics: [] }, handover: { by: "Nadia", administration: "CAF", note: "Vient pour le RSA." },
};

function storage(): Storage & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  } as unknown as Storage & { readonly held: Map<string, string> };
}

test("of a seat its numbers are kept, and nothing of the person or of what they came for", () => {
  const store = storage();
  keepSeat(store, SEAT);
  assert.deepEqual(keptSeat(store), { call: CALL, ticket: TICKET, ended: null });
  assert.deepEqual([...store.held.values()], [JSON.stringify([CALL, TICKET, null])]);
  forgetSeat(store);
  assert.equal(store.held.size, 0);
  assert.equal(keptSeat(store), null);
});

test("a call that is over stays over after a reload, and the end of an older one is not its own", () => {
  const store = storage();
  keepSeat(store, SEAT);
  keepEnded(store, OTHER, "fault");
  assert.equal(keptSeat(store)?.ended, null);
  keepEnded(store, CALL, "citizen");
  assert.equal(keptSeat(store)?.ended, "citizen");
});

test("what is left of a call of before a reload is its outcome, with how the person was known", () => {
  const store = storage();
  keepSeat(store, SEAT);
  keepIdentity(store, CALL, "paper");
  const kept = keptSeat(store);
  assert.ok(kept);
  const talk = over(store, kept, "away");
  assert.deepEqual([talk.ended, talk.seat.ticket, talk.showing.identity], ["away", TICKET, "paper"]);
  keepIdentity(store, OTHER, "questions");
  assert.equal(over(store, kept, "away").showing.identity, null);
});

test("what cannot be read is as if nothing had been kept", () => {
  const store = storage();
  for (const text of ["{}", "null", "[1,2,3]", `["${CALL}"]`]) {
    store.setItem("vg.call", text);
    assert.equal(keptSeat(store), null);
  }
  store.setItem("vg.call", JSON.stringify([CALL, TICKET, "bored"]));
  assert.equal(keptSeat(store)?.ended, null);
});

const BOXES = [0.7, 0.84].map((y) => ({ page: 0, x: 0.5, y, w: 0.3, h: 0.1 }));
const FIRST = newId();

function told(talk: Conversation, copy: string): Conversation {
  const body = { document: OTHER, state: "signed", signed: copy, reason: null, paper: false, key: null } as const;
  const message = { type: "sign.news", id: newId(), seq: 0, call: null, gen: null, body };
  return heard(talk, message as Message<KioskToExpert>);
}

/** A page that knows nothing more of this document than what was kept. */
function reloaded(store: Storage): Conversation {
  const doc: Doc = { ...newDoc(OTHER, "a.pdf", 0), ...signingOf(store, CALL, OTHER) };
  return { ...converse(SEAT), docs: [doc] };
}

test("who is still to sign is known after a reload, and the first signature told again is not theirs", () => {
  const store = storage();
  const doc = { ...newDoc(OTHER, "a.pdf", 1), later: BOXES };
  keepSigning(store, told({ ...converse(SEAT), docs: [doc] }, FIRST), OTHER);
  keepSigning(store, converse(SEAT), OTHER); // heard of before it lies on the table again
  const back = told(reloaded(store), FIRST);
  assert.deepEqual(back.docs[0]?.later, BOXES);
  const asked = { ...back, docs: back.docs.map((one) => ({ ...one, next: true })) };
  keepSigning(store, asked, OTHER);
  const again = told(reloaded(store), FIRST);
  assert.deepEqual(again.docs[0]?.later, BOXES, "the next person has not signed yet");
  assert.equal(told(again, newId()).docs[0]?.later.length, 1);
  assert.deepEqual(signingOf(store, TICKET, OTHER), {}, "of another call, nothing");
  keepSigning(store, { ...asked, docs: [{ ...doc, later: [] }] }, OTHER);
  assert.deepEqual(signingOf(store, CALL, OTHER), {});
});
