import assert from "node:assert/strict";
import { test } from "node:test";
import { ordered, newCalls, tileState } from "../src/agent/tiles.ts";
import { dayName, tallest, total } from "../src/agent/usage.ts";
import { preferred } from "../src/call/connection.ts";
import { isWeak, judge } from "../src/call/quality.ts";
import { boxBetween, fits, spot } from "../src/geometry.ts";
import { en } from "../src/i18n/en.ts";
import { fr } from "../src/i18n/fr.ts";
import { errorText, speaker } from "../src/i18n/text.ts";
import { actionOf } from "../src/keys.ts";
import { allowed, arrived, converse, filed, heard, newDoc, progressed, shown, wrote } from "../src/model.ts";
import { Allowance } from "../src/call/allowance.ts";
import { newId, pack, unpack, type Message, otherVersion } from "../src/net/envelope.ts";
import type { Day, KioskTile, KioskToExpert, SeatOpen } from "../src/generated/messages.ts";

const SEAT: SeatOpen = {
  ticket: newId(), call: newId(), fence: 1, generation: 1, kiosk: "Mairie", kiosk_id: "k", kiosk_key: "", procedure: null,
  ice: [],
  desk: "caf",
  handover: null,
};

function said<K extends keyof KioskToExpert>(type: K, body: KioskToExpert[K]): Message<KioskToExpert> {
  return { type, id: newId(), seq: 0, call: null, gen: null, body } as Message<KioskToExpert>;
}

const ID = newId();
const sent = () => ({ ...converse(SEAT), docs: [newDoc(ID, "a.pdf", 100)] });

test("a document goes from sending to checking to ready, and its first page is shown", () => {
  let talk = progressed(sent(), ID, 40);
  assert.equal(talk.docs[0]?.state, "sending");
  talk = progressed(talk, ID, 100);
  assert.equal(talk.docs[0]?.state, "checking");
  talk = heard(talk, said("document.ready", { document: ID, name: "a.pdf", pages: 2, origin: "person", again: false }));
  assert.deepEqual(talk.view, { document: ID, page: 0 });
  assert.equal(allowed(talk.docs[0]!).print, true);
});

test("a lost microphone is known until it is heard again, and lines are kept in their order", () => {
  let talk = heard(converse(SEAT), said("microphone.news", { state: "missing" }));
  assert.equal(talk.microphone, "missing");
  talk = wrote(heard(talk, said("text.message", { text: "Bonjour" })), { text: "Je vous lis", mine: true });
  assert.deepEqual(talk.said, [
    { text: "Bonjour", mine: false },
    { text: "Je vous lis", mine: true },
  ]);
  assert.equal(heard(talk, said("microphone.news", { state: "live" })).microphone, "live");
});

test("who prefers to write is known until they speak after all", () => {
  const talk = heard(converse(SEAT), said("text.preferred", { active: true }));
  assert.equal(converse(SEAT).byText, false);
  assert.equal(talk.byText, true);
  assert.equal(heard(talk, said("text.preferred", { active: false })).byText, false);
});

test("a kiosk that never stops writing fills no more than the page keeps", () => {
  let talk = converse(SEAT);
  for (let n = 0; n < 300; n++) talk = heard(talk, said("text.message", { text: String(n) }));
  assert.equal(talk.said.length, 200);
  assert.equal(talk.said.at(-1)?.text, "299");
});

test("a paper of the person comes ready, is shown, and its file is held for saving", () => {
  const paper = newId();
  let talk = heard(sent(), said("document.ready", { document: paper, name: "Document numérisé", pages: 2, origin: "person", again: false }));
  assert.deepEqual(talk.view, { document: paper, page: 0 });
  assert.deepEqual(talk.docs.map((doc) => doc.theirs), [true, false]);
  talk = filed(talk, paper, { name: "Document numérisé.pdf", blob: new Blob() });
  assert.equal(talk.docs[0]?.file?.name, "Document numérisé.pdf");
  assert.equal(talk.docs[0]?.signed, null);
});

test("a kiosk that brings papers without end is not listened to for ever", () => {
  let talk = converse(SEAT);
  for (let n = 0; n < 200; n++) talk = heard(talk, said("document.ready", { document: newId(), name: "x", pages: 1, origin: "person", again: false }));
  assert.equal(talk.docs.length, 40);
});

test("a page that does not exist is never shown", () => {
  const talk = heard(sent(), said("document.ready", { document: ID, name: "a.pdf", pages: 2, origin: "person", again: false }));
  for (const page of [-1, 2, 999]) assert.equal(shown(talk, { document: ID, page }), talk);
  assert.equal(shown(talk, { document: newId(), page: 0 }), talk);
});

test("a document that was declined can be neither printed nor signed", () => {
  let talk = heard(sent(), said("document.ready", { document: ID, name: "a.pdf", pages: 1, origin: "person", again: false }));
  talk = heard(talk, said("document.answer", { document: ID, accepted: false }));
  assert.deepEqual(allowed(talk.docs[0]!), { print: false, sign: false });
});

test("what belongs to no document of ours changes nothing", () => {
  const talk = sent();
  assert.equal(arrived(talk, newId(), 0, { name: "x", blob: new Blob() }), talk);
  assert.deepEqual(heard(talk, said("print.news", { document: newId(), state: "done" })).docs, talk.docs);
});

test("a privacy pause, the ticks and the goodbye are heard", () => {
  let talk = heard(converse(SEAT), said("privacy.pause", { active: true }));
  assert.equal(talk.paused, true);
  talk = heard(talk, said("procedure.shared", { procedure: { sheet: "F1", title: "RSA", topics: [] }, ticks: [{ label: "a", have: null }] }));
  assert.equal(talk.ticks.length, 1);
  assert.equal(heard(talk, said("peer.bye", { reason: "citizen" })).ended, "citizen");
});

test("only well-formed messages of the link are read, and defaults are filled", () => {
  const raw = (body: unknown, more = {}) =>
    JSON.stringify({ v: 1, type: "page.pointer", id: newId(), call: null, gen: 1, seq: 0, body, ...more });
  const good = unpack("kiosk-to-expert", raw({ document: ID, page: 0, x: 0.5, y: 0.5 }));
  assert.equal(good?.type === "page.pointer" && good.body.visible, true);
  assert.equal(unpack("kiosk-to-expert", raw({ document: ID, page: 0, x: 1.5, y: 0.5 })), null);
  assert.equal(unpack("kiosk-to-expert", raw({}, { v: 2 })), null);
  assert.equal(unpack("kiosk-to-expert", raw({}, { type: "__proto__" })), null);
  assert.equal(unpack("kiosk-to-expert", raw({}, { type: "print.ask" })), null);
  for (const noise of ["", "[]", "null", "{", "1"]) assert.equal(unpack("kiosk-to-expert", noise), null);
  assert.equal(unpack("kiosk-to-expert", pack("peer.bye", { reason: "expert" }).text)?.type, "peer.bye");
});

test("the link is named by what was last seen of it", () => {
  assert.equal(judge(false, false, 1000, false), "connecting");
  assert.equal(judge(false, false, 21_000, false), "failed");
  assert.equal(judge(true, true, 100, false), "good");
  assert.equal(judge(true, true, 100, true), "weak");
  assert.equal(judge(true, true, 2100, false), "lost");
  assert.equal(judge(true, false, 0, false), "lost");
  const none = { roundTripS: 0.02, received: 0, lost: 0 };
  assert.equal(isWeak(none, { roundTripS: 0.02, received: 100, lost: 2 }), false);
  assert.equal(isWeak(none, { roundTripS: 0.02, received: 100, lost: 10 }), true);
  assert.equal(isWeak(none, { roundTripS: 0.5, received: 100, lost: 0 }), true);
});

test("H.264 is asked for first, then VP8, the rest keeps its order", () => {
  const codecs = ["video/VP8", "video/rtx", "video/VP9", "video/H264"].map((mimeType) => ({ mimeType }));
  assert.deepEqual(preferred(codecs).map((codec) => codec.mimeType), ["video/H264", "video/VP8", "video/rtx", "video/VP9"]);
});

test("a box may be drawn from any corner, within the page, and not by a slip", () => {
  const box = boxBetween({ x: 0.9, y: 0.9 }, { x: 0.5, y: 0.8 });
  assert.ok(Math.abs(box.w - 0.4) < 1e-9 && box.x === 0.5 && box.y === 0.8);
  assert.equal(fits({ page: 0, ...box }), true);
  assert.equal(fits({ page: 0, x: 0.1, y: 0.1, w: 0.01, h: 0.01 }), false);
  assert.deepEqual(spot({ clientX: -5, clientY: 300 }, { left: 0, top: 0, width: 100, height: 200 }), { x: 0, y: 1 });
});

test("keys act only where they mean something, and never with Ctrl", () => {
  const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, altKey: false, metaKey: false, repeat: false });
  assert.equal(actionOf("counter", key("t")), "take");
  assert.equal(actionOf("call", key("M")), "mute");
  assert.equal(actionOf("call", key("t")), null);
  assert.equal(actionOf("call", key("v", true)), null);
  assert.deepEqual(actionOf("ended", key("5")), { outcome: 4 });
  assert.equal(actionOf("ended", key("6")), null);
  assert.equal(actionOf("call", key("constructor")), null);
});

const NO_USE: Day = {
  date: "", visits: 0, calls: 0, unanswered: 0, abandoned: 0, callbacks: 0, help: 0, printed: 0, signed: 0,
  papers_missing: 0, yes: 0, partly: 0, no: 0, subjects: [],
};

function tile(kiosk: string, state: KioskTile["state"], online = true): KioskTile {
  return { kiosk, name: kiosk, state, since: "", online, faults: [], agent: "", days: [] };
}

test("help comes first, an unreachable kiosk is offline, and only new calls ring", () => {
  const tiles = [tile("b", "free"), tile("a", "closed"), tile("c", "help"), tile("d", "help", false)];
  assert.deepEqual(ordered(tiles).map((one) => one.kiosk), ["c", "d", "b", "a"]);
  assert.equal(tileState(tiles[3]!), "offline");
  assert.deepEqual(newCalls(tiles, tiles), []);
  assert.deepEqual(newCalls([], tiles).map((one) => one.kiosk), ["c"]);
});

test("days without use are flat, and a day keeps its name in every time zone", () => {
  const day = { ...NO_USE, date: "2026-11-23" };
  assert.equal(tallest([day, day]), 1);
  assert.equal(tallest([day, { ...day, visits: 7 }]), 7);
  assert.equal(total([day, { ...day, visits: 7 }, { ...day, visits: 2 }], "visits"), 9);
  assert.equal(dayName("2026-11-23", "fr"), "lundi 23 novembre");
});

test("both languages have the same blanks, and an unknown error still has a sentence and a code", () => {
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of Object.keys(fr) as (keyof typeof fr)[]) assert.deepEqual(blanks(en[key]), blanks(fr[key]), key);
  const { sentence, code } = errorText(speaker("fr"), "printer.paper-empty");
  assert.equal(sentence, "Plus de papier.");
  assert.equal(code, "P01");
  assert.equal(errorText(speaker("en"), "printer.paper-empty").sentence, "Out of paper.");
});

test("what came of a transfer follows the one that was proposed, and nothing else", () => {
  const talk = converse(SEAT);
  assert.equal(heard(talk, said("transfer.news", { state: "refused" })).transfer, null);
  const asked = { ...talk, transfer: { name: "France Travail", state: "asked" as const } };
  assert.deepEqual(heard(asked, said("transfer.news", { state: "reading" })).transfer, {
    name: "France Travail",
    state: "reading",
  });
});

test("the agent is beside the person only while the kiosk says so", () => {
  const talk = converse(SEAT);
  assert.equal(talk.agent, false);
  const beside = heard(talk, said("company.news", { agent: true }));
  assert.equal(beside.agent, true);
  assert.equal(heard(beside, said("company.news", { agent: false })).agent, false);
});

test("what another version sends is told apart from noise", () => {
  assert.equal(otherVersion(JSON.stringify({ v: 2, type: "x" })), true);
  for (const noise of ["", "{", "[2]", JSON.stringify({ v: 1, type: "x" }), '{"v":"2",']) assert.equal(otherVersion(noise), false);
});

test("a line of the kiosk turns no reading direction", () => {
  const talk = heard(converse(SEAT), said("text.message", { text: "Bon\u202ejour\u0007 !" }));
  assert.equal(talk.said[0]?.text, "Bon jour  !");
});

test("too much of one kind is held back, and taken again later", () => {
  let now = 0;
  const allowance = new Allowance(() => now, 3, 1);
  assert.deepEqual([1, 2, 3, 4].map(() => allowance.take()), [true, true, true, false]);
  now = 1;
  assert.deepEqual([allowance.take(), allowance.take()], [true, false]);
});
