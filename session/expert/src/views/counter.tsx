// The queue: who waits since when, and "Prendre" for the first.
import { useEffect, useState } from "preact/hooks";
import { keptForColleague } from "../agenda/week.ts";
import { clockTime } from "../i18n/text.ts";
import { inView, mayTake } from "../queueing.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import type { Waiting } from "../generated/messages.ts";
import { Agenda, Views } from "./agenda.tsx";
import { Booked } from "./booked.tsx";
import { Button, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";
import { Picture } from "./picture.tsx";
import { Notice, Skills } from "./serving.tsx";

const REFRESH_MS = 10_000;
/** Set once a blocked notification was said and understood. */
const DENIED_TOLD = "vg.notify-denied-told";

export function Counter({ state, session }: { state: State; session: ExpertSession }) {
  return (
    <main class="counter">
      <div class="counter__main">
        <Views state={state} session={session} />
        {state.view === "agenda" && <Agenda state={state} session={session} />}
        {state.view === "booked" && <Booked state={state} session={session} />}
        {state.view === "queue" && <Queue state={state} session={session} />}
      </div>
      <aside class="counter__side">
        <Availability state={state} session={session} />
        <Skills state={state} session={session} />
        <Notice state={state} session={session} />
        <Preview state={state} session={session} />
        <Notifications />
      </aside>
    </main>
  );
}

function Queue({ state, session }: { state: State; session: ExpertSession }) {
  const { say } = useWords();
  const now = useNow();
  const { available, online, ringing } = state;
  const people = inView(state);
  const count = people.length === 1 ? say("counter.count-one") : say("counter.count", { n: people.length });
  return (
    <section class="counter__queue" aria-labelledby="queue-title">
      <div class="counter__head">
        <h1 id="queue-title">{say("counter.title")}</h1>
        {people.length > 0 && <span class="pill pill--amber">{count}</span>}
      </div>
      {people.length === 0 ? (
        <div class="empty">
          <Icon name="usersThree" size={64} />
          <p class="empty__main">{say(online ? "counter.empty" : "counter.offline")}</p>
          <p>{say(!online ? "counter.offline-hint" : available ? "counter.empty-hint" : "counter.paused-hint")}</p>
        </div>
      ) : (
        <ol class="people">
          {people.map((person, i) => (
            <Person key={person.ticket} person={person} first={i === 0} now={now} state={state} session={session} />
          ))}
        </ol>
      )}
      {state.others > 0 && (
        <p class="hint" data-others={state.others}>
          {state.others === 1 ? say("skills.other-one") : say("skills.others", { n: state.others })}
        </p>
      )}
      <p class="visually-hidden" role="status">
        {ringing ? say("counter.ringing") : people.length > 0 ? count : ""}
      </p>
    </section>
  );
}

interface PersonProps {
  person: Waiting;
  first: boolean;
  now: number;
  state: State;
  session: ExpertSession;
}

function Person({ person, first, now, state, session }: PersonProps) {
  const { say, language } = useWords();
  const minutes = Math.floor((now - Date.parse(person.since)) / 60_000);
  const waited = minutes >= 1 ? say("counter.minutes", { n: minutes }) : say("counter.just-now");
  const callback = person.callback !== "";
  const kept = keptForColleague(person, state.me?.name ?? "", now);
  return (
    <li class={first ? "person person--first" : "person"} data-ticket={person.ticket}>
      <span class="person__icon">
        <Icon name={callback ? "phone" : person.appointment ? "calendarCheck" : "user"} size={30} />
      </span>
      <div class="person__what">
        {person.appointment !== "" && (
          <span class="person__appointment">
            {say("counter.appointment", { time: clockTime(person.appointment, language), expert: person.expert })}
          </span>
        )}
        <strong>
          {callback ? say("counter.callback", { number: person.callback }) : (person.procedure?.title ?? person.desk)}
        </strong>
        <span>
          {callback && person.procedure ? `${person.procedure.title} · ` : ""}
          {!callback && !person.procedure ? `${say("counter.private")} · ` : ""}
          {person.skill ? `${person.skill} · ` : ""}
          {person.kiosk}
        </span>
        {person.handover && (
          <span class="person__from">{say("handover.from", { who: person.handover.administration })}</span>
        )}
      </div>
      <div class="person__since">
        <strong>{waited}</strong>
        <span>{say("counter.since", { time: clockTime(person.since, language) })}</span>
      </div>
      {state.ringing?.ticket === person.ticket ? (
        <p class="person__ringing">
          <Icon name="bellRinging" size={26} />
          <span>
            <strong>{say("counter.ringing")}</strong>
            {say("counter.ringing-hint")}
          </span>
        </p>
      ) : (
        <Button
          kind={first ? "main" : "plain"}
          icon={callback ? "bellRinging" : "videoCamera"}
          disabled={!mayTake(state, person, now)}
          onClick={() => session.queue.take(person)}
        >
          {kept ? say("counter.kept", { time: clockTime(person.kept_until, language) }) : say(callback ? "counter.ring" : "counter.take")}
        </Button>
      )}
    </li>
  );
}

function Availability({ state, session }: { state: State; session: ExpertSession }) {
  const { say } = useWords();
  const { available, desks, online } = state;
  const serving = available && online;
  return (
    <section class={available ? "card card--open" : "card"} aria-label={say("counter.desks")}>
      <p class="card__state">
        <span class={serving ? "dot dot--good" : "dot"} aria-hidden="true" />
        <strong>{say(serving ? "counter.serving" : available ? "counter.cut-off" : "counter.paused")}</strong>
      </p>
      <Button
        id="available"
        kind={available ? "plain" : "main"}
        icon={available ? "pause" : "play"}
        onClick={() => session.setAvailable(!available)}
      >
        {say(available ? "counter.pause" : "counter.go")}
      </Button>
      {/* Below the button: the counters are known once the line is up, and would push it away from under a finger. */}
      {desks.length > 0 && <p class="card__desks">{desks.join(" · ")}</p>}
    </section>
  );
}

function Preview({ state, session }: { state: State; session: ExpertSession }) {
  const { say } = useWords();
  if (state.noMedia) {
    return (
      <section class="card">
        <p class="card__state">
          <Icon name="videoCameraSlash" />
          <span>{say("media.refused")}</span>
        </p>
        <Button icon="arrowClockwise" onClick={() => void session.ensureMedia()}>
          {say("media.retry")}
        </Button>
      </section>
    );
  }
  if (!state.local) return null;
  return (
    <section class="card card--preview" aria-label={say("counter.preview")}>
      <Picture id="preview" stream={state.local} muted mirrored label={say("counter.preview")} />
      <p>{say("counter.preview-hint")}</p>
    </section>
  );
}

function Notifications() {
  const { say } = useWords();
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  const [told, setTold] = useState(() => localStorage.getItem(DENIED_TOLD) !== null);
  if (permission === "denied") {
    if (told) return null;
    const understood = () => {
      localStorage.setItem(DENIED_TOLD, "1");
      setTold(true);
    };
    return (
      <div class="denied" role="status">
        <p class="hint">{say("counter.notify-denied")}</p>
        <Button kind="quiet" id="notify-understood" onClick={understood}>
          {say("counter.notify-understood")}
        </Button>
      </div>
    );
  }
  if (permission === "granted") {
    return (
      <p class="hint">
        <Icon name="bellRinging" size={18} /> {say("counter.notify-on")}
      </p>
    );
  }
  const ask = () => void Notification.requestPermission().then(setPermission);
  return (
    <Button kind="quiet" icon="bellRinging" onClick={ask}>
      {say("counter.notify")}
    </Button>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
