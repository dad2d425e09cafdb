// The last days of a kiosk: one bar a day, the same numbers in words, and all of them as a file.
import type { Day } from "../generated/messages.ts";
import { dayName, tallest, total } from "../agent/usage.ts";
import { useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

const HEIGHT = 56;

export function Usage({ kiosk, days }: { kiosk: string; days: readonly Day[] }) {
  const { say, language } = useWords();
  const today = days.at(-1);
  if (!today) return null;
  const most = tallest(days);
  const words = (day: Day) => say("usage.day", { day: dayName(day.date, language), visits: day.visits, calls: day.calls });
  return (
    <section class="usage" aria-label={say("usage.title")}>
      <h3>{say("usage.title")}</h3>
      <ul class="usage__days">
        {days.map((day) => (
          <li key={day.date} title={words(day)}>
            <span class="usage__bar" aria-hidden="true" style={{ height: `${(day.visits / most) * HEIGHT}px` }} />
            <span class="usage__date" aria-hidden="true">
              {day.date.slice(8)}
            </span>
            <span class="visually-hidden">{words(day)}</span>
          </li>
        ))}
      </ul>
      <p>
        {say("usage.today", { visits: today.visits, calls: today.calls })}{" "}
        {say("usage.fortnight", { visits: total(days, "visits"), unanswered: total(days, "unanswered") })}
      </p>
      <a class="usage__file" href={`/agent/usage/${kiosk}.csv`} download>
        <Icon name="fileText" size={20} /> {say("usage.file")}
      </a>
    </section>
  );
}
