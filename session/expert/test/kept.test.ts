import assert from "node:assert/strict";
import { test } from "node:test";
import { forgetSeat, keepEnded, keepIdentity, keepSeat, keptSeat, over } from "../src/kept.ts";
import type { SeatOpen } from "../src/generated/messages.ts";

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
