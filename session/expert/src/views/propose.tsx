// « Proposer un rendez-vous » in a call: one's own free slots, and what the person answered.
import { useState } from "preact/hooks";
import { dayOf, dayWords, proposable, timeOf, zoneOf } from "../agenda/week.ts";
import type { AgendaSlot } from "../generated/messages.ts";
import { errorText } from "../i18n/text.ts";
import type { Conversation } from "../model.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import { BookedInCall } from "./booked.tsx";
import { Button, Dialog, useWords } from "./frame.tsx";

const SHOWN = 12;

export function Propose({ state, talk, session }: { state: State; talk: Conversation; session: ExpertSession }) {
  const { say } = useWords();
  const [choosing, setChoosing] = useState(false);
  const free = proposable(state.agenda, Date.now(), SHOWN);
  const waits = talk.proposed?.state === "asked" || talk.proposed?.state === "booking";
  const open = () => {
    session.agenda.ask();
    setChoosing(true);
  };
  const choose = (slot: AgendaSlot) => {
    session.talk?.propose(slot);
    setChoosing(false);
  };
  return (
    <>
      <section class="panel propose" aria-labelledby="propose-title">
        <h2 id="propose-title">{say("propose.title")}</h2>
        <Proposal talk={talk} state={state} />
        <Button id="propose" icon="calendarCheck" disabled={waits || talk.link !== "good" && talk.link !== "weak"} onClick={open}>
          {say("propose.ask")}
        </Button>
      </section>
      <BookedInCall state={state} session={session} />
      {choosing && (
        <Dialog title={say("propose.ask")} icon="calendarCheck" onClose={() => setChoosing(false)}>
          {free.length === 0 ? <p>{say("propose.none")}</p> : <p>{say("propose.hint")}</p>}
          <ul class="propose__slots">
            {free.map((slot) => (
              <li key={slot.slot}>
                <button type="button" class="button" data-slot={slot.slot} onClick={() => choose(slot)}>
                  <When slot={slot} state={state} />
                </button>
              </li>
            ))}
          </ul>
          <div class="dialog__row">
            <Button onClick={() => setChoosing(false)}>{say("close")}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function When({ slot, state }: { slot: AgendaSlot; state: State }) {
  const { language } = useWords();
  const zone = state.agenda ? zoneOf(state.agenda, slot.desk) : "Europe/Paris";
  return (
    <span>
      {dayWords(dayOf(slot.start, zone), language)}, <strong>{timeOf(slot.start, zone, language)}</strong>
    </span>
  );
}

/** What became of the slot proposed last. The code stays with the person. */
export function Proposal({ talk, state }: { talk: Conversation; state: State }) {
  const { say } = useWords();
  const { proposed } = talk;
  if (!proposed) return null;
  const why = proposed.key ? ` ${errorText(say, proposed.key).sentence}` : "";
  return (
    <p class="panel__main" role="status" data-proposed={proposed.state}>
      <When slot={proposed.slot} state={state} />
      <span class="propose__state">
        {say(`propose.${proposed.state}`)}
        {why}
      </span>
    </p>
  );
}
