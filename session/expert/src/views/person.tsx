// What the person agreed to share: the procedure they come from and the papers they ticked.
import type { Conversation } from "../model.ts";
import type { Tick } from "../generated/messages.ts";
import { useWords } from "./frame.tsx";
import { Icon, type IconName } from "./icon.tsx";

export function Person({ talk }: { talk: Conversation }) {
  const { say } = useWords();
  const procedure = talk.procedure ?? talk.seat.procedure;
  return (
    <section class="panel" aria-labelledby="person-title">
      <h2 id="person-title">{say("person.title")}</h2>
      {procedure ? <p class="panel__main">{procedure.title}</p> : <p class="panel__none">{say("person.none")}</p>}
      {talk.ticks.length > 0 && (
        <>
          <h3>{say("person.papers")}</h3>
          <ul class="ticks" tabIndex={0} aria-label={say("person.papers")}>
            {missingFirst(talk.ticks).map((tick) => (
              <TickRow key={tick.label} tick={tick} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What is missing, then what was not said, then what is there: the list may be longer than its place. */
function missingFirst(ticks: readonly Tick[]): Tick[] {
  const place = ({ have }: Tick) => (have === false ? 0 : have === null ? 1 : 2);
  return [...ticks].sort((one, other) => place(one) - place(other));
}

function TickRow({ tick }: { tick: Tick }) {
  const { say } = useWords();
  const [icon, word]: [IconName, "have" | "have-not" | "unsaid"] =
    tick.have === null ? ["question", "unsaid"] : tick.have ? ["checkCircle", "have"] : ["xCircle", "have-not"];
  return (
    <li class={`tick tick--${word}`}>
      <Icon name={icon} />
      <span>
        {tick.label}
        <em>{say(`person.${word}`)}</em>
      </span>
    </li>
  );
}
