// The call is over: why, the signed copies to save, and how it ended.
import type { TextKey } from "../i18n/fr.ts";
import { useEffect, useRef } from "preact/hooks";
import type { Conversation } from "../model.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import type { Outcome } from "../generated/messages.ts";
import { SaveSigned } from "./documents.tsx";
import { Button, Dialog, useWords } from "./frame.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { Proposal } from "./propose.tsx";

const OUTCOMES: [Outcome["outcome"], IconName][] = [
  ["solved", "checkCircle"],
  ["continued", "clock"],
  ["papers-missing", "fileText"],
  ["redirected", "mapPin"],
  ["abandoned", "xCircle"],
];

export function Ended({ state, talk, session }: { state: State; talk: Conversation; session: ExpertSession }) {
  const { say } = useWords();
  const signed = talk.docs.flatMap((doc) => (doc.signed ? [{ id: doc.id, held: doc.signed }] : []));
  const title = useRef<HTMLHeadingElement>(null);
  // The call's buttons are gone, and with them the focus.
  useEffect(() => title.current?.focus(), []);
  const why: TextKey = `ended.${talk.ended ?? "expert"}`;
  return (
    <main class="ended" data-ended={talk.ended}>
      <h1 ref={title} tabIndex={-1}>
        {say("ended.title")}
      </h1>
      <p class="lead" role="status">
        {say(why)}
      </p>
      {signed.length > 0 && (
        <section class="card card--keep">
          <p>{say("ended.keep")}</p>
          {signed.map(({ id, held }) => (
            <SaveSigned key={id} held={held} onSave={() => session.noteSaved(id)} />
          ))}
        </section>
      )}
      <Proposal talk={talk} state={state} />
      <h2 id="outcome-title">{say("ended.ask")}</h2>
      <p class="hint">{say("ended.ask-hint")}</p>
      {talk.showing.identity && (
        <p class="hint" data-identity={talk.showing.identity}>
          {say(`identity.noted-${talk.showing.identity}`)}
        </p>
      )}
      <div class="outcomes" role="group" aria-labelledby="outcome-title">
        {OUTCOMES.map(([outcome, icon], i) => (
          <button
            key={outcome}
            type="button"
            class="outcome"
            data-outcome={outcome}
            aria-keyshortcuts={`${i + 1}`}
            onClick={() => session.conclude(outcome)}
          >
            <Icon name={icon} size={34} />
            <strong>{say(`outcome.${outcome}`)}</strong>
            <span>{say(`outcome.${outcome}-hint`)}</span>
            <kbd>{i + 1}</kbd>
          </button>
        ))}
      </div>
      {state.concluding && <NotSaved outcome={state.concluding} session={session} />}
    </main>
  );
}

function NotSaved({ outcome, session }: { outcome: Outcome["outcome"]; session: ExpertSession }) {
  const { say } = useWords();
  return (
    <Dialog title={say("ended.unsaved")} icon="warning" onClose={() => session.keepOpen()}>
      <p>{say("ended.unsaved-hint")}</p>
      <div class="dialog__row">
        <Button kind="main" onClick={() => session.keepOpen()}>
          {say("ended.unsaved-back")}
        </Button>
        <Button onClick={() => session.finish(outcome)}>{say("ended.unsaved-leave")}</Button>
      </div>
    </Dialog>
  );
}
