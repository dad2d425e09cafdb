import assert from "node:assert/strict";
import { test } from "node:test";
import { converse, heard, newDoc } from "../src/model.ts";
import { newId, type Message } from "../src/net/envelope.ts";
import { identified, originalOf, stamping, wished } from "../src/showing.ts";
import type { KioskToExpert, SeatOpen, ShowingNews } from "../src/generated/messages.ts";

const SEAT: SeatOpen = {
  ticket: newId(), call: newId(), fence: 1, generation: 1, kiosk: "Mairie", kiosk_id: "k", kiosk_key: "", procedure: null,
  ice: [], desk: "caf", handover: null,
};
const PAPER = newId();
const COPY = newId();
const LIVE: ShowingNews = { live: true, purpose: "paper", left_s: 75, ended: "", key: null, seen: false };

function said<K extends keyof KioskToExpert>(type: K, body: KioskToExpert[K]): Message<KioskToExpert> {
  return { type, id: newId(), seq: 0, call: null, gen: null, body } as Message<KioskToExpert>;
}

const reading = () => ({
  ...converse(SEAT),
  docs: [{ ...newDoc(PAPER, "papier", 0), theirs: true, state: "ready" as const, pages: 1 }],
  view: { document: PAPER, page: 0 },
});

test("a paper shown live takes the stage, and the face is back when it ends", () => {
  let talk = heard(reading(), said("showing.news", LIVE));
  assert.equal(talk.showing.live, "paper");
  assert.equal(talk.view, null);
  talk = heard(talk, said("showing.news", { ...LIVE, live: false, ended: "lost", key: "camera.device-missing", seen: true }));
  assert.equal(talk.showing.live, null);
  assert.equal(talk.showing.trouble, "camera.device-missing");
  assert.equal(talk.showing.seen, true);
});

test("what was asked waits for its own answer", () => {
  let talk = wished(converse(SEAT), "live");
  talk = heard(talk, said("showing.answer", { what: "still", accepted: false, key: null }));
  assert.equal(talk.showing.answer, "asked");
  talk = heard(talk, said("showing.answer", { what: "live", accepted: false, key: null }));
  assert.equal(talk.showing.answer, "declined");
  talk = heard(wished(talk, "live"), said("showing.answer", { what: "live", accepted: false, key: "camera.device-missing" }));
  assert.equal(talk.showing.answer, "impossible");
});

test("a picture that never came, or is over, leaves no question open", () => {
  let talk = heard(wished(converse(SEAT), "live"), said("showing.answer", { what: "live", accepted: true, key: null }));
  talk = heard(talk, said("showing.news", { ...LIVE, live: false, ended: "lost", key: "camera.device-missing" }));
  assert.deepEqual([talk.showing.wish, talk.showing.answer, talk.showing.ended], [null, null, "lost"]);
});

test("an identity is a method, and what was asked for it is over", () => {
  const talk = identified(wished(converse(SEAT), "identity-paper"), "paper");
  assert.deepEqual([talk.showing.identity, talk.showing.wish, talk.showing.answer], ["paper", null, null]);
});

test("a stamp is known by its original, and taken back both are as before", () => {
  let talk = stamping(reading(), PAPER, { state: "asked", copy: null, key: null });
  talk = heard(talk, said("document.ready", { document: COPY, name: "papier - original vu", pages: 1, origin: "person", again: false }));
  talk = heard(talk, said("stamp.news", { document: PAPER, state: "stamped", stamped: COPY, key: null }));
  assert.equal(originalOf(talk, COPY), PAPER);
  assert.deepEqual(talk.view, { document: COPY, page: 0 });
  talk = heard(talk, said("stamp.news", { document: PAPER, state: "undone", stamped: COPY, key: null }));
  assert.equal(originalOf(talk, COPY), null);
  assert.deepEqual(talk.docs.map((doc) => doc.id), [PAPER]);
  assert.deepEqual(talk.view, { document: PAPER, page: 0 });
});

test("a stamp that failed says why; one of a document never heard of changes nothing", () => {
  const failed = { document: PAPER, state: "failed" as const, stamped: null, key: "stamp.original-unseen" };
  assert.equal(heard(reading(), said("stamp.news", failed)).showing.stamps[PAPER]?.key, "stamp.original-unseen");
  const stray = reading();
  assert.equal(heard(stray, said("stamp.news", { ...failed, document: newId() })), stray);
});
