// The call is over: why, the signed copies to save, and how it ended.
import type { TextKey } from "../i18n/fr.ts";
import type { Conversation } from "../model.ts";
import type { ExpertSession } from "../session.ts";
import type { Outcome } from "../generated/messages.ts";
import { SaveSigned } from "./documents.tsx";
import { useWords } from "./frame.tsx";
import { Icon, type IconName } from "./icon.tsx";

const OUTCOMES: [Outcome["outcome"], IconName][] = [
  ["solved", "checkCircle"],
  ["continued", "clock"],
  ["papers-missing", "fileText"],
  ["redirected", "mapPin"],
  ["abandoned", "xCircle"],
];

export function Ended({ talk, session }: { talk: Conversation; session: ExpertSession }) {
  const { say } = useWords();
  const signed = talk.docs.flatMap((doc) => (doc.signed ? [{ id: doc.id, held: doc.signed }] : []));
  const why: TextKey = `ended.${talk.ended ?? "expert"}`;
  return (
    <main class="ended" data-ended={talk.ended}>
      <h1>{say("ended.title")}</h1>
      <p class="lead" role="status">
        {say(why)}
      </p>
      {signed.length > 0 && (
        <section class="card card--keep">
          <p>{say("ended.keep")}</p>
          {signed.map(({ id, held }) => (
            <SaveSigned key={id} held={held} />
          ))}
        </section>
      )}
      <h2 id="outcome-title">{say("ended.ask")}</h2>
      <p class="hint">{say("ended.ask-hint")}</p>
      <div class="outcomes" role="group" aria-labelledby="outcome-title">
        {OUTCOMES.map(([outcome, icon], i) => (
          <button
            key={outcome}
            type="button"
            class="outcome"
            data-outcome={outcome}
            aria-keyshortcuts={`${i + 1}`}
            onClick={() => session.finish(outcome)}
          >
            <Icon name={icon} size={34} />
            <strong>{say(`outcome.${outcome}`)}</strong>
            <span>{say(`outcome.${outcome}-hint`)}</span>
            <kbd>{i + 1}</kbd>
          </button>
        ))}
      </div>
    </main>
  );
}
