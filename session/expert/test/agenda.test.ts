import assert from "node:assert/strict";
import { test } from "node:test";
import { bookedOf, dayOf, keptForColleague, mondayOf, proposable, shifted, timeOf, weekOf } from "../src/agenda/week.ts";
import type { AgendaSlot, AgendaState, Waiting } from "../src/generated/messages.ts";

function slot(start: string, more: Partial<AgendaSlot> = {}): AgendaSlot {
  const end = new Date(Date.parse(start) + 30 * 60_000).toISOString().replace(".000", "");
  return { slot: start, desk: "caf", start, end, note: "", booked: false, hint: "", procedure: null, ...more };
}

function agenda(...slots: AgendaSlot[]): AgendaState {
  return {
    desks: [
      { desk: "caf", name: "CAF", timezone: "Europe/Paris" },
      { desk: "ile", name: "CAF de La Réunion", timezone: "Indian/Reunion" },
    ],
    slots,
  };
}

test("a slot stands at the hour of its counter, in winter and in summer", () => {
  assert.equal(timeOf("2026-12-03T08:00:00Z", "Europe/Paris", "fr"), "09:00");
  assert.equal(timeOf("2026-07-03T07:00:00Z", "Europe/Paris", "fr"), "09:00");
  assert.equal(timeOf("2026-12-03T05:00:00Z", "Indian/Reunion", "fr"), "09:00");
});

test("a slot late in the evening belongs to the day of its counter's clock", () => {
  assert.equal(dayOf("2026-12-03T23:30:00Z", "Europe/Paris"), "2026-12-04");
  assert.equal(dayOf("2026-12-03T21:30:00Z", "Indian/Reunion"), "2026-12-04");
});

test("weeks begin on Monday, also over the nights when the clock changes", () => {
  assert.equal(mondayOf("2026-12-03"), "2026-11-30");
  assert.equal(mondayOf("2026-11-29"), "2026-11-23");
  assert.equal(mondayOf("2026-11-30"), "2026-11-30");
  assert.equal(shifted("2026-10-24", 2), "2026-10-26");
  assert.equal(shifted("2027-03-27", 2), "2027-03-29");
});

test("a week holds its own slots by day, Sunday night included, and no other", () => {
  const shown = agenda(
    slot("2026-11-29T22:30:00Z"),
    slot("2026-11-29T23:30:00Z"),
    slot("2026-12-03T08:00:00Z"),
    slot("2026-12-03T08:30:00Z"),
    slot("2026-12-06T22:30:00Z"),
    slot("2026-12-06T23:30:00Z"),
  );
  const days = weekOf(shown, "2026-11-30").map(({ day, slots }) => [day, slots.length]);
  assert.deepEqual(days, [
    ["2026-11-30", 1],
    ["2026-12-03", 2],
    ["2026-12-06", 1],
  ]);
});

test("what is booked or about to begin is not proposed", () => {
  const now = Date.parse("2026-12-03T07:55:00Z");
  const shown = agenda(
    slot("2026-12-03T08:00:00Z"),
    slot("2026-12-03T08:30:00Z", { booked: true }),
    slot("2026-12-03T09:00:00Z"),
    slot("2026-12-03T09:30:00Z"),
  );
  assert.deepEqual(
    proposable(shown, now, 1).map((one) => one.start),
    ["2026-12-03T09:00:00Z"],
  );
  assert.deepEqual(proposable(null, now, 12), []);
});

test("a person with an appointment is kept for that expert until the time is over", () => {
  const person = { appointment: "2026-12-03T08:00:00Z", expert: "Camille", kept_until: "2026-12-03T08:05:00Z" } as Waiting;
  const before = Date.parse("2026-12-03T08:04:59Z");
  const after = Date.parse("2026-12-03T08:05:00Z");
  assert.equal(keptForColleague(person, "Dominique", before), true);
  assert.equal(keptForColleague(person, "Dominique", after), false);
  assert.equal(keptForColleague(person, "Camille", before), false);
  assert.equal(keptForColleague({ ...person, appointment: "" }, "Dominique", before), false);
});

test("every appointment that somebody has is listed, whatever its week, by the day of its counter", () => {
  const late = slot("2026-12-03T21:30:00Z", { booked: true, desk: "ile" });
  const next = slot("2027-01-12T08:00:00Z", { booked: true });
  const found = bookedOf(agenda(slot("2026-12-03T08:00:00Z"), late, next));
  assert.deepEqual(
    found.map(({ day, slots }) => [day, slots.map(({ start }) => start)]),
    [
      ["2026-12-04", [late.start]],
      ["2027-01-12", [next.start]],
    ],
  );
});

test("hours are told in 24 hours in English too", () => {
  assert.equal(timeOf("2026-12-03T13:05:00Z", "Europe/Paris", "en"), "14:05");
});
