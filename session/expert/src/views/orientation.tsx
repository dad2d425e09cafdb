// « Vers qui me tourner ? » for the agent: one field to type in, the right services with what is open now.
import { useEffect, useState } from "preact/hooks";
import { search } from "../agent/orientation.ts";
import type { GuidePlace, GuideRow, OrientationState } from "../generated/messages.ts";
import { Button, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

/** What is open changes with the time alone. */
const AGAIN_MS = 5 * 60_000;
const SHOWN = 12;

interface Props {
  state: OrientationState | null;
  online: boolean;
  onAsk: () => void;
}

export function Orientation({ state, online, onAsk }: Props) {
  const { say } = useWords();
  const [text, setText] = useState("");
  const [age, setAge] = useState("");
  const [all, setAll] = useState(false);
  useEffect(() => {
    if (!online) return;
    onAsk();
    const timer = window.setInterval(onAsk, AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [online]);
  const years = /^\d{1,3}$/.test(age.trim()) ? Number(age) : null;
  const found = state ? search(state, text, years) : [];
  const shown = all ? found : found.slice(0, SHOWN);
  return (
    <main class="orientation">
      <h1>{say("guide.title")}</h1>
      <form class="orientation__ask" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{say("guide.need")}</span>
          <input
            id="guide-need"
            type="search"
            autocomplete="off"
            value={text}
            placeholder={say("guide.example")}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setAll(false);
            }}
          />
        </label>
        <label>
          <span>{say("guide.age")}</span>
          <input id="guide-age" inputMode="numeric" autocomplete="off" maxLength={3} value={age} onInput={(event) => setAge(event.currentTarget.value)} />
        </label>
      </form>
      {state && !state.known && (
        <p class="notice" role="status">
          <Icon name="info" />
          {say("guide.unknown")}
        </p>
      )}
      <p class="hint" role="status">
        {state ? say(found.length === 1 ? "guide.count-one" : "guide.count", { n: found.length }) : say("guide.loading")}
      </p>
      <ul class="orientation__needs">
        {shown.map((group) => (
          <li key={group.need} class="need">
            <p class="need__theme">{group.theme}</p>
            <h2>{group.need}</h2>
            {group.rows.map((row, n) => (
              <Row key={`${row.name}-${n}`} row={row} />
            ))}
          </li>
        ))}
      </ul>
      {shown.length < found.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {say("guide.all", { n: found.length })}
        </Button>
      )}
      {state && state.places.length > 0 && text.trim() === "" && (
        <section class="orientation__near" aria-label={say("guide.near")}>
          <h2>{say("guide.near")}</h2>
          <ul>
            {state.places.map((place) => (
              <li key={place.name}>
                <Place place={place} />
              </li>
            ))}
          </ul>
          <p class="hint">{state.source}</p>
        </section>
      )}
    </main>
  );
}

function Row({ row }: { row: GuideRow }) {
  const { say } = useWords();
  const whole = row.youngest === 0 && row.oldest >= 130;
  const ages = row.oldest >= 130 ? say("guide.from", { from: row.youngest }) : say("guide.ages", { from: row.youngest, to: row.oldest });
  const when = [whole ? "" : ages, row.case && `${row.question} ${row.case}`].filter(Boolean).join(" · ");
  return (
    <article class="toward">
      {when && <p class="toward__when">{when}</p>}
      <h3>{row.name}</h3>
      <p>{row.why}</p>
      {row.calls.length > 0 && (
        <ul class="toward__calls">
          {row.calls.map((call) => (
            <li key={call.number}>
              <Icon name="phone" size={18} /> <strong>{call.number}</strong> {call.about}
            </li>
          ))}
        </ul>
      )}
      {row.place && <Place place={row.place} />}
      {row.papers.length > 0 && (
        <p class="toward__papers">
          <Icon name="fileText" size={18} /> {say("guide.papers", { papers: row.papers.join(" · ") })}
        </p>
      )}
    </article>
  );
}

function Place({ place }: { place: GuidePlace }) {
  const where = [place.address, place.distance, place.phone].filter((part) => part !== "").join(" · ");
  return (
    <details class="place">
      <summary>
        <Icon name="mapPin" size={18} />
        <span>
          <strong>{place.name}</strong> <span class={place.open ? "place__now place__now--open" : "place__now"}>{place.now}</span>
          <span class="place__where">{where}</span>
        </span>
      </summary>
      <ul>
        {place.hours.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {place.remark && <p class="place__remark">{place.remark}</p>}
    </details>
  );
}
