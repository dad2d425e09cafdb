// What the days of a kiosk add up to. Pure.
import type { Day } from "../generated/messages.ts";

type Count = { [K in keyof Day]: Day[K] extends number ? K : never }[keyof Day];

/** All days together. */
export function total(days: readonly Day[], count: Count): number {
  return days.reduce((sum, day) => sum + day[count], 0);
}

/** The highest bar; one at least, so that days without use are flat and not divided by nothing. */
export function tallest(days: readonly Day[]): number {
  return Math.max(1, ...days.map((day) => day.visits));
}

/** « lundi 23 novembre »: a day of the town's calendar, whatever zone the page is in. */
export function dayName(date: string, language: string): string {
  const noon = new Date(`${date}T12:00:00Z`);
  return noon.toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
}
