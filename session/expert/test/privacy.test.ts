import assert from "node:assert/strict";
import { test } from "node:test";
import { forgetNotes, keepNotes, messagesOf, notesOf } from "../src/call/notes.ts";
import { apply, forget, keep, kept, leaving, OPEN } from "../src/call/privacy.ts";
import { actionOf } from "../src/keys.ts";

const CALL = "a".repeat(32);

function storage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  } as unknown as Storage;
}

function camera() {
  const [voice, face] = [{ enabled: true }, { enabled: true }];
  const local = { getAudioTracks: () => [voice], getVideoTracks: () => [face] } as unknown as MediaStream;
  return { voice, face, local };
}

test("a pause of either side closes both tracks, and its end restores what was", () => {
  const { voice, face, local } = camera();
  const muted = { ...OPEN, muted: true };
  for (const pause of [{ paused: true }, { resting: true }, { paused: true, resting: true }]) {
    apply({ ...muted, ...pause }, local);
    assert.deepEqual([voice.enabled, face.enabled], [false, false]);
    apply(muted, local);
    assert.deepEqual([voice.enabled, face.enabled], [false, true]);
  }
});

test("one pause that ends does not end the other", () => {
  assert.deepEqual(leaving({ ...OPEN, resting: true }), { voice: false, face: false });
  assert.deepEqual(leaving({ ...OPEN, paused: true }), { voice: false, face: false });
  assert.deepEqual(leaving(OPEN), { voice: true, face: true });
});

test("a muted microphone and a closed camera each close their own track", () => {
  assert.deepEqual(leaving({ ...OPEN, muted: true }), { voice: false, face: true });
  assert.deepEqual(leaving({ ...OPEN, cameraOff: true }), { voice: true, face: false });
});

test("a reload finds what was withheld in this call, and nothing of another", () => {
  const store = storage();
  assert.deepEqual(kept(store, CALL), OPEN);
  const was = { muted: true, cameraOff: false, resting: true, paused: true };
  keep(store, CALL, was);
  assert.deepEqual(kept(store, CALL), was);
  assert.deepEqual(kept(store, "b".repeat(32)), OPEN);
  forget(store);
  assert.deepEqual(kept(store, CALL), OPEN);
});

test("notes stay with their call until they are forgotten", () => {
  const store = storage();
  keepNotes(store, CALL, "rappeler la CPAM");
  assert.equal(notesOf(store, CALL), "rappeler la CPAM");
  assert.equal(notesOf(store, "b".repeat(32)), "");
  forgetNotes(store);
  assert.equal(notesOf(store, CALL), "");
});

test("notes leave as whole lines, and no message is too long", () => {
  assert.deepEqual(messagesOf("", 10), []);
  assert.deepEqual(messagesOf("un\n\n  deux \n", 10), ["un", "deux"]);
  assert.deepEqual(messagesOf("apporter le bail", 12), ["apporter le", "bail"]);
  assert.deepEqual(messagesOf("x".repeat(25), 10), ["x".repeat(10), "x".repeat(10), "x".repeat(5)]);
});

test("P pauses in a call and nowhere else", () => {
  const press = { key: "P", ctrlKey: false, altKey: false, metaKey: false, repeat: false };
  assert.equal(actionOf("call", press), "pause");
  assert.equal(actionOf("counter", press), null);
  assert.equal(actionOf("ended", press), null);
});
