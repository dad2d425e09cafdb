import assert from "node:assert/strict";
import { test } from "node:test";
import type { Alert } from "../src/alert.ts";
import { newId } from "../src/net/envelope.ts";
import { inView, mayTake, QueueDesk, sentOn } from "../src/queueing.ts";
import { START, type State } from "../src/state.ts";
import { Store } from "../src/store.ts";
import type { Waiting } from "../src/generated/messages.ts";

const person = (callback = ""): Waiting => ({
  ticket: newId(), desk: "CAF", kiosk: "Mairie", since: "2026-01-05T09:00:00Z", procedure: null, callback,
  appointment: "", expert: "", kept_until: "", skill: "", handover: null,
});

function counter() {
  const store = new Store<State>({ ...START, available: true, online: true });
  const asked: string[] = [];
  const heard = { chimes: 0, title: "" };
  const alert = {
    unlock: () => undefined,
    chime: () => (heard.chimes += 1),
    notify: () => undefined,
    title: (text: string) => (heard.title = text),
    calm: () => (heard.title = ""),
  } as unknown as Alert;
  const line = { up: true };
  const send = (_: string, { ticket }: { ticket: string }) => (line.up ? `${asked.push(ticket)}` : null);
  const queue = new QueueDesk(store, alert, { title: (n) => `(${n})`, body: () => "" }, send);
  return { store, queue, asked, heard, line };
}

test("two clicks take one person, and another can be taken once that was refused", () => {
  const { queue, asked, store } = counter();
  const [first, second] = [person(), person()];
  queue.take(first);
  queue.take(first);
  queue.take(second);
  assert.deepEqual(asked, [first.ticket]);
  queue.refused("another message");
  assert.equal(store.value.taking, true);
  queue.refused("1");
  queue.take(second);
  assert.deepEqual(asked, [first.ticket, second.ticket]);
});

test("what was too much at once was never read: nobody is being taken", () => {
  const { queue, store } = counter();
  queue.take(person("C-12"));
  queue.refused("");
  assert.equal(store.value.ringing, null);
});

test("whom one passed on to a colleague is no arrival to oneself, and is to the colleague", () => {
  const handover = { by: "Nadia", administration: "CAF", note: "" };
  const moved = { ...person(), handover };
  for (const [name, chimes] of [["Nadia", 0], ["Paul", 1]] as const) {
    const { queue, heard, store } = counter();
    store.set({ me: { name, role: "expert", administration: "CAF" } });
    queue.told({ people: [moved], others: 0, rings: null });
    assert.equal(heard.chimes, chimes);
    assert.equal(sentOn(moved, store.value), chimes === 0);
  }
});

test("nobody is taken while a kiosk rings, without a line, or on a break", () => {
  const { queue, asked, store } = counter();
  const rung = person("C-12");
  queue.take(rung);
  assert.equal(store.value.ringing, rung);
  queue.take(person());
  assert.deepEqual(asked, [rung.ticket]);
  for (const change of [{ online: false }, { available: false }, { taking: true }]) {
    assert.equal(mayTake({ ...START, available: true, online: true, ...change }, person(), 0), false);
  }
  const lost = counter();
  lost.line.up = false;
  lost.queue.take(person("C-13"));
  assert.equal(lost.store.value.ringing, null, "it was not sent");
});

test("whom a kiosk rings for is in view on top, though the relay lists only who can be taken", () => {
  const { queue, store } = counter();
  const [rung, other] = [person("C-12"), person()];
  queue.told({ people: [other, rung], others: 0, rings: null });
  queue.take(rung);
  assert.deepEqual(inView(store.value), [rung, other]);
  queue.told({ people: [other], others: 0, rings: null });
  assert.deepEqual(inView(store.value), [rung, other]);
});

test("who comes back into the list after the ringing is no arrival, and does not chime", () => {
  const { queue, heard } = counter();
  const rung = person("C-12");
  queue.told({ people: [rung], others: 0, rings: null });
  queue.take(rung);
  queue.told({ people: [], others: 0, rings: null });
  assert.equal(heard.title, "");
  queue.refused("1");
  queue.told({ people: [rung], others: 0, rings: null });
  assert.deepEqual([heard.chimes, heard.title], [1, "(1)"]);
  queue.told({ people: [rung, person()], others: 0, rings: null });
  assert.equal(heard.chimes, 2);
});

test("a ring that another page of theirs began, or this one before a reload, is shown until the relay says it is over", () => {
  const { queue, asked, store, heard } = counter();
  const [rung, other] = [person("C-12"), person()];
  queue.told({ people: [other], others: 0, rings: null });
  queue.told({ people: [other], others: 0, rings: rung });
  assert.deepEqual(inView(store.value), [rung, other]);
  queue.take(other);
  assert.deepEqual(asked, []);
  queue.refused("a message of the other page");
  queue.told({ people: [rung, other], others: 0, rings: null });
  assert.equal(store.value.ringing, null);
  assert.equal(heard.chimes, 1, "who comes back into the list is no arrival");
  queue.take(rung);
  assert.deepEqual(asked, [rung.ticket]);
});

test("a list that was drawn up before a ring was asked for does not end it, the second time neither", () => {
  const { queue, store } = counter();
  const rung = person("C-12");
  for (const message of ["1", "2"]) {
    queue.take(rung);
    queue.told({ people: [rung], others: 0, rings: null });
    assert.equal(store.value.ringing, rung);
    queue.told({ people: [], others: 0, rings: rung });
    queue.refused(message);
    assert.equal(store.value.ringing, null);
  }
});
