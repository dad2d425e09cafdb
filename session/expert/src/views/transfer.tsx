// Passing the person on: where to, and a note that they read before they say yes or no.
import { useState } from "preact/hooks";
import type { TextKey } from "../i18n/fr.ts";
import type { Conversation } from "../model.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import type { Desk, Handover } from "../generated/messages.ts";
import { Button, Dialog, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

/** Letters of a note, as the kiosk takes them. */
const NOTE_MAX = 500;

interface Props {
  state: State;
  talk: Conversation;
  session: ExpertSession;
}

export function TransferButton({ state, talk, session }: Props) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const waiting = talk.transfer?.state === "asked" || talk.transfer?.state === "reading";
  return (
    <>
      <Button kind="call" id="transfer" icon="usersThree" disabled={waiting} onClick={() => setOpen(true)}>
        {say("transfer.open")}
      </Button>
      {open && <TransferDialog state={state} talk={talk} session={session} onClose={() => setOpen(false)} />}
    </>
  );
}

function TransferDialog({ state, talk, session, onClose }: Props & { onClose: () => void }) {
  const { say } = useWords();
  const [chosen, setChosen] = useState("");
  const [note, setNote] = useState("");
  const colleagues = colleaguesOf(state, talk);
  const others = state.counters.filter((desk) => desk.desk !== talk.seat.desk);
  const choices = [...colleagues, ...others];
  const desk = choices.find((one) => one.desk === chosen && one.open);
  const nameOf = ({ desk, name }: Desk) => (desk === talk.seat.desk ? say("transfer.colleague", { desk: name }) : name);
  return (
    <Dialog title={say("transfer.title")} icon="usersThree" onClose={onClose}>
      <fieldset class="transfer__desks">
        <legend>{say("transfer.where")}</legend>
        {choices.map((one) => (
          <label key={one.desk} class="transfer__desk" data-open={one.open}>
            <input
              type="radio"
              name="desk"
              value={one.desk}
              checked={chosen === one.desk}
              disabled={!one.open}
              onChange={() => setChosen(one.desk)}
            />
            <span>
              <strong>{nameOf(one)}</strong>
              <em>{thereWords(one, say)}</em>
            </span>
          </label>
        ))}
        {choices.length === 0 && <p>{say("transfer.none")}</p>}
      </fieldset>
      <label class="transfer__note">
        {say("transfer.note")}
        <textarea
          id="transfer-note"
          rows={3}
          maxLength={NOTE_MAX}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <p class="hint">{say("transfer.hint")}</p>
      <div class="dialog__row">
        <Button onClick={onClose}>{say("transfer.cancel")}</Button>
        <Button
          id="transfer-send"
          kind="main"
          disabled={!desk}
          onClick={() => {
            if (desk) session.talk?.proposeTransfer(desk.desk, nameOf(desk), note.trim());
            onClose();
          }}
        >
          {say("transfer.send")}
        </Button>
      </div>
    </Dialog>
  );
}

/** This very counter, where somebody else receives there too: its figures without oneself. */
function colleaguesOf({ counters, available }: State, talk: Conversation): Desk[] {
  const own = counters.find((desk) => desk.desk === talk.seat.desk);
  const experts = own ? own.experts - (available ? 1 : 0) : 0;
  return own && experts > 0 ? [{ ...own, experts }] : [];
}

function thereWords(desk: Desk, say: (key: TextKey, values?: Record<string, string | number>) => string): string {
  if (!desk.open) return desk.opens ? say("transfer.opens", { when: desk.opens }) : say("transfer.closed");
  if (desk.experts === 0) return say("transfer.nobody");
  return say("transfer.there", { n: desk.experts, waiting: desk.waiting });
}

/** What became of a proposal: nothing is shown once the person said no and that was read. */
export function TransferNote({ talk, session }: Omit<Props, "state">) {
  const { say } = useWords();
  if (!talk.transfer) return null;
  const { state, name } = talk.transfer;
  const over = state === "refused" || state === "closed";
  return (
    <p class="panel transfer-note" role="status" data-transfer={state}>
      <Icon name={over ? "xCircle" : "hourglass"} size={22} />
      <span>{say(`transfer.${state}-news`, { desk: name })}</span>
      {over && (
        <Button kind="quiet" icon="x" onClick={() => session.talk?.forgetTransfer()}>
          {say("close")}
        </Button>
      )}
    </p>
  );
}

/** Who sent this person, and the note that the person has read. */
export function HandoverNote({ handover }: { handover: Handover }) {
  const { say } = useWords();
  const who = handover.by ? `${handover.by} (${handover.administration})` : handover.administration;
  return (
    <section class="panel handover" aria-label={say("handover.from", { who })}>
      <h2>
        <Icon name="usersThree" size={22} /> {say("handover.from", { who })}
      </h2>
      <p class="handover__note">{handover.note || say("handover.none")}</p>
      {handover.note && <p class="hint">{say("handover.read")}</p>}
    </section>
  );
}

/** Always said: who is at the other end. */
export function Company({ talk }: { talk: Conversation }) {
  const { say } = useWords();
  return (
    <span class={`pill ${talk.agent ? "pill--amber" : "pill--ink"}`} role="status" data-agent={talk.agent}>
      <Icon name={talk.agent ? "usersThree" : "user"} size={18} />
      {say(talk.agent ? "company.agent" : "company.alone")}
    </span>
  );
}
