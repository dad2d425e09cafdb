// « Mon agenda »: slots opened by a plain form, the week as a list, calendar files, and which are booked.
import { useState } from "preact/hooks";
import { dayOf, dayWords, mondayOf, shifted, timeOf, weekOf, zoneOf, type Day } from "../agenda/week.ts";
import type { AgendaSlot, AgendaState } from "../generated/messages.ts";
import { inView } from "../queueing.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import { BookedActions } from "./booked.tsx";
import { Button, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

const LENGTHS = [15, 20, 30, 45, 60];

/** Those who wait, or the agenda; how many wait is said in both. */
export function Views({ state, session }: { state: State; session: ExpertSession }) {
  const { say } = useWords();
  const waiting = inView(state).length;
  const booked = state.agenda?.slots.filter((slot) => slot.booked).length ?? 0;
  const views = [
    ["queue", waiting > 0 ? say("agenda.view-queue-n", { n: waiting }) : say("agenda.view-queue")],
    ["agenda", say("agenda.view")],
    ["booked", booked > 0 ? say("booked.view-n", { n: booked }) : say("booked.title")],
  ] as const;
  return (
    <nav class="looks" aria-label={say("agenda.views")}>
      {views.map(([view, words]) => (
        <button
          key={view}
          type="button"
          class="looks__one"
          data-view={view}
          aria-current={state.view === view ? "page" : undefined}
          onClick={() => session.agenda.show(view)}
        >
          {words}
        </button>
      ))}
    </nav>
  );
}

export function Agenda({ state, session }: { state: State; session: ExpertSession }) {
  const { say, language } = useWords();
  const { agenda } = state;
  const zone = agenda?.desks[0]?.timezone ?? "Europe/Paris";
  const today = dayOf(new Date().toISOString(), zone);
  const now = mondayOf(today);
  const [monday, turn] = useState(session.agenda.week > now ? session.agenda.week : now);
  const setMonday = (week: string) => {
    session.agenda.week = week;
    turn(week);
  };
  const days = agenda ? weekOf(agenda, monday) : [];
  return (
    <section class="agenda" aria-labelledby="agenda-title">
      <h1 id="agenda-title" class="visually-hidden">
        {say("agenda.title")}
      </h1>
      {agenda && agenda.desks.length > 0 && (
        <OpenForm agenda={agenda} today={today} session={session} online={state.online} onDay={(day) => setMonday(mondayOf(day))} />
      )}
      <Week monday={monday} today={today} days={days} onWeek={setMonday} />
      {days.length === 0 ? (
        <div class="empty">
          <Icon name="calendarCheck" size={64} />
          <p class="empty__main">{say(agenda ? "agenda.none" : "agenda.loading")}</p>
          <p>{say("agenda.none-hint")}</p>
        </div>
      ) : (
        <div class="agenda__days" tabIndex={0} role="region" aria-label={say("agenda.week", { day: dayWords(monday, language) })}>
          {agenda &&
            days.map((day) => <DayList key={day.day} day={day} agenda={agenda} state={state} session={session} />)}
        </div>
      )}
    </section>
  );
}

interface FormProps {
  agenda: AgendaState;
  today: string;
  session: ExpertSession;
  online: boolean;
  onDay: (day: string) => void;
}

function OpenForm({ agenda, today, session, online, onDay }: FormProps) {
  const { say } = useWords();
  const [desk, setDesk] = useState(agenda.desks[0]?.desk ?? "");
  const [day, setDay] = useState(shifted(today, 1));
  const [begins, setBegins] = useState("09:00");
  const [ends, setEnds] = useState("12:00");
  const [minutes, setMinutes] = useState(30);
  const [note, setNote] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    session.agenda.open({ desk, day, begins, ends, minutes, note });
    onDay(day);
  };
  return (
    <form class="agenda__form" onSubmit={submit} aria-label={say("agenda.open-title")}>
      {agenda.desks.length > 1 && (
        <label class="agenda__desk">
          {say("agenda.desk")}
          <select id="slot-desk" value={desk} onChange={(event) => setDesk(event.currentTarget.value)}>
            {agenda.desks.map((one) => (
              <option key={one.desk} value={one.desk}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {say("agenda.day")}
        <input id="slot-day" type="date" required min={today} value={day} onInput={(event) => setDay(event.currentTarget.value)} />
      </label>
      <label>
        {say("agenda.from")}
        <input id="slot-from" type="time" required value={begins} onInput={(event) => setBegins(event.currentTarget.value)} />
      </label>
      <label>
        {say("agenda.to")}
        <input id="slot-to" type="time" required value={ends} onInput={(event) => setEnds(event.currentTarget.value)} />
      </label>
      <label>
        {say("agenda.length")}
        <select id="slot-minutes" value={minutes} onChange={(event) => setMinutes(Number(event.currentTarget.value))}>
          {LENGTHS.map((length) => (
            <option key={length} value={length}>
              {say("agenda.minutes", { n: length })}
            </option>
          ))}
        </select>
      </label>
      <label class="agenda__note">
        {say("agenda.note")}
        <input
          id="slot-note"
          type="text"
          maxLength={120}
          autocomplete="off"
          value={note}
          placeholder={say("agenda.note-example")}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button button--main" disabled={!online}>
        {say("agenda.open")}
      </button>
    </form>
  );
}

interface WeekProps {
  monday: string;
  today: string;
  days: Day[];
  onWeek: (monday: string) => void;
}

function Week({ monday, today, days, onWeek }: WeekProps) {
  const { say, language } = useWords();
  const slots = days.flatMap((day) => day.slots);
  const booked = slots.filter((slot) => slot.booked).length;
  return (
    <div class="agenda__week">
      <Button kind="quiet" icon="caretLeft" disabled={monday <= mondayOf(today)} onClick={() => onWeek(shifted(monday, -7))}>
        {say("agenda.before")}
      </Button>
      <h2>{say("agenda.week", { day: dayWords(monday, language) })}</h2>
      <Button kind="quiet" icon="caretRight" onClick={() => onWeek(shifted(monday, 7))}>
        {say("agenda.after")}
      </Button>
      <p class="hint" role="status" data-open={slots.length} data-booked={booked}>
        {say("agenda.count", { open: slots.length, booked })}
      </p>
      {slots.length > 0 && (
        <a class="agenda__file" id="agenda-week" href={`/expert/agenda/semaine-${monday}.ics`} download={`semaine-${monday}.ics`}>
          <Icon name="downloadSimple" size={18} /> {say("agenda.file")}
        </a>
      )}
    </div>
  );
}

interface DayProps {
  day: Day;
  agenda: AgendaState;
  state: State;
  session: ExpertSession;
}

export function DayList({ day, agenda, state, session }: DayProps) {
  const { language } = useWords();
  return (
    <section class="agenda__day" aria-label={dayWords(day.day, language)}>
      <h3>{dayWords(day.day, language)}</h3>
      <ul>
        {day.slots.map((slot) => (
          <SlotRow key={slot.slot} slot={slot} agenda={agenda} state={state} session={session} />
        ))}
      </ul>
    </section>
  );
}

function SlotRow({ slot, agenda, state, session }: Omit<DayProps, "day"> & { slot: AgendaSlot }) {
  const { say, language } = useWords();
  const zone = zoneOf(agenda, slot.desk);
  const from = timeOf(slot.start, zone, language);
  const hours = `${from} – ${timeOf(slot.end, zone, language)}`;
  const desk = agenda.desks.length > 1 ? agenda.desks.find((one) => one.desk === slot.desk)?.name : undefined;
  return (
    <li class={slot.booked ? "slot slot--booked" : "slot"} data-slot={slot.slot}>
      <strong class="slot__hours">{hours}</strong>
      <span class="slot__what">
        <span class={slot.booked ? "pill pill--good" : "pill"}>{say(slot.booked ? "agenda.booked" : "agenda.free")}</span>
        <span class="slot__words">
          {slot.booked && <strong>{slot.procedure?.title ?? say("counter.private")}</strong>}
          <span>{[slot.booked && say("agenda.code", { hint: slot.hint }), slot.note, desk].filter(Boolean).join(" · ")}</span>
        </span>
      </span>
      <a
        class="slot__file"
        href={`/expert/agenda/${slot.slot}.ics`}
        download={`creneau-${slot.start.slice(0, 10)}.ics`}
        aria-label={say("agenda.file-one", { hours })}
      >
        <Icon name="downloadSimple" size={18} /> .ics
      </a>
      <div class="slot__acts">
        {slot.booked ? (
          <BookedActions slot={slot} agenda={agenda} state={state} session={session} />
        ) : (
          <Button
            kind="quiet"
            icon="x"
            disabled={!state.online}
            label={say("agenda.close-one", { hours })}
            onClick={() => session.agenda.close(slot.slot)}
          >
            {say("agenda.close")}
          </Button>
        )}
      </div>
    </li>
  );
}
