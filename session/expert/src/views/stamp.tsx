// « Original vu à la caméra » on a paper of the person: asked for, there, taken back.
import { errorText } from "../i18n/text.ts";
import type { Conversation, Doc } from "../model.ts";
import type { ExpertSession } from "../session.ts";
import { originalOf } from "../showing.ts";
import { Button, useWords } from "./frame.tsx";

export function StampRow({ doc, talk, session }: { doc: Doc; talk: Conversation; session: ExpertSession }) {
  const { say } = useWords();
  if (!doc.theirs || doc.state !== "ready") return null;
  const original = originalOf(talk, doc.id);
  if (original !== null)
    return (
      <>
        <p class="hint" data-stamp="copy">
          {say("stamp.worth")}
        </p>
        <Button icon="arrowClockwise" onClick={() => session.talk?.unstamp(doc.id)}>
          {say("stamp.undo")}
        </Button>
      </>
    );
  const stamp = talk.showing.stamps[doc.id];
  if (stamp?.state === "stamped") return null;
  const page = talk.view?.document === doc.id ? talk.view.page : 0;
  const seen = talk.showing.seen || talk.showing.live === "paper";
  return (
    <>
      <Button icon="sealCheck" disabled={!seen || stamp?.state === "asked"} onClick={() => session.talk?.stamp(doc.id, page)}>
        {say("stamp.ask")}
      </Button>
      {(!seen || stamp?.state === "failed") && (
        <p class="hint" data-stamp={stamp?.state ?? "unseen"}>
          {stamp?.state === "failed" ? errorText(say, stamp.key ?? "document.work-exceeded").sentence : say("stamp.unseen")}
        </p>
      )}
    </>
  );
}
