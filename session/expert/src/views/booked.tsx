// Appointments that people have: found again by their hour, called off, or given a new code for one that was lost.
import { useState } from "preact/hooks";
import { bookedOf, dayOf, dayWords, timeOf, zoneOf } from "../agenda/week.ts";
import type { AgendaSlot, AgendaState } from "../generated/messages.ts";
import { errorText } from "../i18n/text.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import { DayList } from "./agenda.tsx";
import { Button, Dialog, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  state: State;
  session: ExpertSession;
}

/** All of them, whatever week they are in. */
export function Booked({ state, session }: Props) {
  const { say } = useWords();
  const { agenda } = state;
  const days = agenda ? bookedOf(agenda) : [];
  return (
    <section class="agenda" aria-labelledby="booked-title">
      <h1 id="booked-title">{say("booked.title")}</h1>
      <p class="hint">{say("booked.hint")}</p>
      {!agenda || days.length === 0 ? (
        <div class="empty">
          <Icon name="calendarCheck" size={64} />
          <p class="empty__main">{say(agenda ? "booked.none" : "agenda.loading")}</p>
        </div>
      ) : (
        <div class="agenda__days" tabIndex={0} role="region" aria-label={say("booked.title")}>
          {days.map((day) => (
            <DayList key={day.day} day={day} agenda={agenda} state={state} session={session} />
          ))}
        </div>
      )}
    </section>
  );
}

type Asking = "off" | "code" | null;

/** What can be done with one of them. */
export function BookedActions({ slot, agenda, state, session }: Props & { slot: AgendaSlot; agenda: AgendaState }) {
  const { say } = useWords();
  const [asking, setAsking] = useState<Asking>(null);
  const when = useWhen(slot, agenda);
  const close = () => {
    session.agenda.forgetCode();
    setAsking(null);
  };
  return (
    <>
      <Button kind="quiet" icon="lockKey" disabled={!state.online} label={say("booked.recode-one", { when })} onClick={() => setAsking("code")}>
        {say("booked.recode")}
      </Button>
      <Button kind="quiet" icon="x" disabled={!state.online} label={say("booked.off-one", { when })} onClick={() => setAsking("off")}>
        {say("booked.off")}
      </Button>
      {asking === "off" && (
        <Dialog title={say("booked.off-sure")} icon="calendarCheck" onClose={close}>
          <p class="panel__main">{when}</p>
          <p>{say("booked.off-hint")}</p>
          <div class="dialog__row">
            <Button kind="main" onClick={close}>
              {say("booked.keep")}
            </Button>
            <Button
              id="off-yes"
              kind="stop"
              disabled={!state.online}
              onClick={() => {
                session.agenda.callOff(slot.slot);
                close();
              }}
            >
              {say("booked.off-yes")}
            </Button>
          </div>
        </Dialog>
      )}
      {asking === "code" && <NewCode slot={slot} when={when} state={state} session={session} onClose={close} />}
    </>
  );
}

interface CodeProps extends Props {
  slot: AgendaSlot;
  when: string;
  onClose: () => void;
}

/** Asked first, then shown once: the page forgets it when this closes. */
function NewCode({ slot, when, state, session, onClose }: CodeProps) {
  const { say } = useWords();
  const [written, setWritten] = useState(false);
  const { recoded, error } = state;
  const code = recoded?.slot === slot.slot ? recoded.code : "";
  const talking = session.talk !== null && state.conversation?.ended === null;
  const write = () => {
    session.talk?.write(say("booked.code-line", { code, when }));
    setWritten(true);
  };
  return (
    <Dialog title={say("booked.recode-title")} icon="lockKey" onClose={onClose}>
      <p class="panel__main">{when}</p>
      {code === "" ? (
        <p>{say("booked.recode-hint")}</p>
      ) : (
        <>
          <p class="booked__code" role="status" data-code={code}>
            {code}
          </p>
          <p>{say(written ? "notes.sent" : "booked.code-hint")}</p>
        </>
      )}
      {error && <p role="alert">{errorText(say, error).sentence}</p>}
      <div class="dialog__row">
        <Button onClick={onClose}>{say("close")}</Button>
        {code === "" && (
          <Button id="recode-yes" kind="main" disabled={!state.online} onClick={() => session.agenda.recode(slot.slot)}>
            {say("booked.recode-yes")}
          </Button>
        )}
        {code !== "" && talking && (
          <Button id="code-write" kind="main" disabled={written} onClick={write}>
            {say("notes.send")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function useWhen(slot: AgendaSlot, agenda: AgendaState): string {
  const { language } = useWords();
  const zone = zoneOf(agenda, slot.desk);
  return `${dayWords(dayOf(slot.start, zone), language)}, ${timeOf(slot.start, zone, language)}`;
}

/** In a call: somebody who has an appointment, and lost its code. */
export function BookedInCall({ state, session }: Props) {
  const { say } = useWords();
  const { agenda } = state;
  const slots = agenda ? bookedOf(agenda).flatMap((day) => day.slots) : [];
  if (!agenda || slots.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="booked-call-title">
      <h3 id="booked-call-title">{say("booked.title")}</h3>
      <ul class="booked__list">
        {slots.map((slot) => (
          <li key={slot.slot} data-booked={slot.slot}>
            <BookedLine slot={slot} agenda={agenda} />
            <div class="booked__acts">
              <BookedActions slot={slot} agenda={agenda} state={state} session={session} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BookedLine({ slot, agenda }: { slot: AgendaSlot; agenda: AgendaState }) {
  const { say } = useWords();
  return (
    <p>
      <strong>{useWhen(slot, agenda)}</strong>
      <span>{` ${slot.procedure?.title ?? say("counter.private")} · ${say("agenda.code", { hint: slot.hint })}`}</span>
    </p>
  );
}
