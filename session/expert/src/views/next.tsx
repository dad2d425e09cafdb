// In a call: who waits, for what and since when.
import { clockTime } from "../i18n/text.ts";
import type { State } from "../state.ts";
import type { Waiting } from "../generated/messages.ts";
import { useWords } from "./frame.tsx";

export function WaitingBehind({ people }: Pick<State, "people">) {
  const { say, language } = useWords();
  const [first, ...rest] = people;
  if (!first) return null;
  const what = (person: Waiting) => person.procedure?.title ?? say("counter.private");
  const since = (person: Waiting) => say("counter.since", { time: clockTime(person.since, language) });
  const count = rest.length === 0 ? say("call.waiting-one") : say("call.waiting", { n: people.length });
  const line = (
    <span role="status">
      <strong>{count}</strong> · {what(first)}, {since(first)}
    </span>
  );
  if (rest.length === 0) {
    return (
      <span class="pill pill--amber" data-waiting={1}>
        {line}
      </span>
    );
  }
  return (
    <details class="behind" data-waiting={people.length}>
      <summary class="pill pill--amber">{line}</summary>
      <ol>
        {people.map((person) => (
          <li key={person.ticket}>
            <strong>{what(person)}</strong>
            <span>
              {since(person)} · {person.kiosk}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
