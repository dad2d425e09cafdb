// Days and weeks of an agenda, on the wall clock of the counter whose slots they are. Pure.
import type { AgendaSlot, AgendaState, Waiting } from "../generated/messages.ts";
import { LOCALES, type Language } from "../i18n/text.ts";

const DAY_MS = 86_400_000;

/** The ISO day an instant falls on in a zone. */
export function dayOf(instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  // By parts: in which order a language writes them is the browser's own choice.
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

/** `10:30`, as a wall clock in the zone shows it. */
export function timeOf(instant: string, zone: string, language: Language): string {
  return new Date(instant).toLocaleTimeString(LOCALES[language], { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}

/** Another ISO day: no clock takes part, so no hour is lost or won. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return shifted(day, -((weekday + 6) % 7));
}

/** « jeudi 3 décembre ». */
export function dayWords(day: string, language: Language): string {
  const date = new Date(`${day}T12:00:00Z`);
  return date.toLocaleDateString(LOCALES[language], { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" });
}

/** The zone of a slot's counter. */
export function zoneOf(agenda: AgendaState, desk: string): string {
  return agenda.desks.find((one) => one.desk === desk)?.timezone ?? "Europe/Paris";
}

export interface Day {
  day: string;
  slots: AgendaSlot[];
}

/** The days of a week that have slots, each with its own, in their order. */
export function weekOf(agenda: AgendaState, monday: string): Day[] {
  const last = shifted(monday, 7);
  return byDay(agenda, (_, day) => day >= monday && day < last);
}

/** Every slot that somebody booked, by day. */
export function bookedOf(agenda: AgendaState): Day[] {
  return byDay(agenda, (slot) => slot.booked);
}

function byDay(agenda: AgendaState, fits: (slot: AgendaSlot, day: string) => boolean): Day[] {
  const days = new Map<string, AgendaSlot[]>();
  for (const slot of agenda.slots) {
    const day = dayOf(slot.start, zoneOf(agenda, slot.desk));
    if (fits(slot, day)) days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days].map(([day, slots]) => ({ day, slots }));
}

/** The slots one may still propose: free, and beginning at least ten minutes from now. */
export function proposable(agenda: AgendaState | null, now: number, most: number): AgendaSlot[] {
  const soon = now + 10 * 60_000;
  return (agenda?.slots ?? []).filter((slot) => !slot.booked && Date.parse(slot.start) > soon).slice(0, most);
}

/** Somebody has an appointment with a colleague, who still has time to take them. */
export function keptForColleague(person: Waiting, me: string, now: number): boolean {
  return person.appointment !== "" && person.expert !== me && now < Date.parse(person.kept_until);
}
