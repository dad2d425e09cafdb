// What this expert serves now, and a word to those who wait: at the counter, beside the queue.
import { useState } from "preact/hooks";
import { fr, type TextKey } from "../i18n/fr.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import type { Desk } from "../generated/messages.ts";
import { Button, Dialog, useWords } from "./frame.tsx";

/** Letters of a word to those who wait, as the relay takes them. */
const NOTICE_MAX = 160;
/** Sent in French whatever this page speaks: they are for those before a kiosk. */
const READY: readonly TextKey[] = ["notice.five", "notice.ten", "notice.late"];

interface Props {
  state: State;
  session: ExpertSession;
}

/** Only where there is something to choose. The last one stays ticked: who serves nothing is on a break. */
export function Skills({ state, session }: Props) {
  const { say } = useWords();
  if (state.skills.length === 0) return null;
  const change = (skill: string, on: boolean) =>
    session.serve(on ? [...state.serves, skill] : state.serves.filter((one) => one !== skill));
  return (
    <details class="card fold skills">
      <summary>
        {say("skills.title")} <em>{say("skills.count", { n: state.serves.length, all: state.skills.length })}</em>
      </summary>
      {state.skills.map(({ skill, name }) => {
        const on = state.serves.includes(skill);
        return (
          <label key={skill} class="check">
            <input
              type="checkbox"
              checked={on}
              disabled={on && state.serves.length === 1}
              onChange={(event) => change(skill, event.currentTarget.checked)}
            />
            {name}
          </label>
        );
      })}
    </details>
  );
}

/** Beside the queue, folded until there is something to see or to say. */
export function Notice({ state, session }: Props) {
  const { say } = useWords();
  const told = ours(state).some((desk) => desk.notice !== "");
  if (ours(state).length === 0) return null;
  return (
    <details class="card fold notice-card" open={told}>
      <summary>{say("notice.title")}</summary>
      <NoticeForm state={state} session={session} />
    </details>
  );
}

/** In a call: those who wait meanwhile can be told how long it will be. */
export function NoticeInCall({ state, session }: Props) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  if (state.people.length === 0 || ours(state).length === 0) return null;
  return (
    <>
      <button id="notice-in-call" type="button" class="chip" onClick={() => setOpen(true)}>
        {say("notice.in-call")}
      </button>
      {open && (
        <Dialog title={say("notice.title")} icon="usersThree" onClose={() => setOpen(false)}>
          <div class="notice-card">
            <NoticeForm state={state} session={session} />
          </div>
          <div class="dialog__row">
            <Button onClick={() => setOpen(false)}>{say("close")}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function ours(state: State): readonly Desk[] {
  return state.counters.filter((desk) => desk.administration === state.me?.administration);
}

function NoticeForm({ state, session }: Props) {
  const { say } = useWords();
  const mine = ours(state);
  const [chosen, setChosen] = useState("");
  const [line, setLine] = useState("");
  const desk = mine.find((one) => one.desk === chosen) ?? mine[0];
  if (!desk) return null;
  const tell = (text: string) => {
    session.tell(desk.desk, text);
    setLine("");
  };
  return (
    <>
      {mine.length > 1 && (
        <select aria-label={say("notice.desk")} value={desk.desk} onChange={(e) => setChosen(e.currentTarget.value)}>
          {mine.map((one) => (
            <option key={one.desk} value={one.desk}>
              {one.name}
            </option>
          ))}
        </select>
      )}
      {desk.notice ? (
        <div class="notice-card__now" role="status">
          <p>
            « {desk.notice} » <em>{desk.notice_at}</em>
          </p>
          <Button kind="quiet" icon="x" onClick={() => tell("")}>
            {say("notice.withdraw")}
          </Button>
        </div>
      ) : (
        <>
          <div class="notice-card__ready">
            {READY.map((key) => (
              <button key={key} type="button" class="chip" disabled={!state.online} onClick={() => tell(fr[key])}>
                {say(key)}
              </button>
            ))}
          </div>
          <form
            class="notice-card__form"
            onSubmit={(event) => {
              event.preventDefault();
              if (line.trim() !== "") tell(line.trim());
            }}
          >
            <input
              id="notice"
              type="text"
              maxLength={NOTICE_MAX}
              autocomplete="off"
              aria-label={say("notice.line")}
              placeholder={say("notice.line")}
              value={line}
              onInput={(event) => setLine(event.currentTarget.value)}
            />
            <Button
              id="notice-send"
              kind="plain"
              disabled={line.trim() === "" || !state.online}
              onClick={() => tell(line.trim())}
            >
              {say("notice.send")}
            </Button>
          </form>
        </>
      )}
    </>
  );
}
