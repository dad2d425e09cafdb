// Documents of this call: send one, see how it goes, propose to print, ask for a signature.
import { useRef, useState } from "preact/hooks";
import { fr, type TextKey } from "../i18n/fr.ts";
import { errorText } from "../i18n/text.ts";
import { allowed, type Conversation, type Doc, type Held } from "../model.ts";
import type { ExpertSession } from "../session.ts";
import { originalOf } from "../showing.ts";
import { Button, useWords, type Words } from "./frame.tsx";
import { Icon } from "./icon.tsx";
import { StampRow } from "./stamp.tsx";
import { Lookup } from "./lookup.tsx";

export function Documents({ talk, session }: { talk: Conversation; session: ExpertSession }) {
  const { say } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [looking, setLooking] = useState(false);
  const sendAll = (files: FileList | null | undefined) => {
    for (const file of files ?? []) void session.talk?.sendFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    sendAll(event.dataTransfer?.files);
  };
  return (
    <section
      class={over ? "panel panel--grow panel--over" : "panel panel--grow"}
      aria-labelledby="documents-title"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 id="documents-title">{say("documents.title")}</h2>
      <input
        ref={input}
        id="file"
        class="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={say("documents.send")}
        accept="application/pdf,image/jpeg,image/png,image/webp,image/tiff"
        onChange={(event) => {
          sendAll(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <div class="documents__row">
        <Button id="send" kind={talk.docs.length > 0 ? "plain" : "main"} icon="filePlus" keys="d" onClick={() => input.current?.click()}>
          {say("documents.send")}
        </Button>
        {session.talk && (
          <Button id="lookup-open" icon="magnifyingGlass" onClick={() => setLooking(true)}>
            {say("lookup.open")}
          </Button>
        )}
      </div>
      {looking && session.talk && (
        <Lookup found={talk.table.found} tabling={session.talk.table} onClose={() => setLooking(false)} />
      )}
      <p class="hint">{say(over ? "documents.dropping" : "documents.drop")}</p>
      <ul class="docs">
        {talk.docs.map((doc) => (
          <DocRow key={doc.id} doc={doc} talk={talk} session={session} />
        ))}
      </ul>
    </section>
  );
}

/** The state of a document as one sentence. */
function stateOf(doc: Doc, say: Words["say"]): string {
  switch (doc.state) {
    case "sending":
      return say("documents.sending", { percent: Math.floor((100 * doc.acknowledged) / Math.max(1, doc.size)) });
    case "checking":
      return say("documents.checking");
    case "refused":
      return say("documents.refused", { reason: errorText(say, doc.refusal).sentence });
    case "ready":
      return doc.pages === 1 ? say("documents.ready-one") : say("documents.ready", { n: doc.pages });
  }
}

/** Why it was not signed: what the person chose to say, or an error. */
function whyNot(why: string, say: Words["say"]): string {
  const key = `sign.why-${why}`;
  return Object.hasOwn(fr, key) ? say(key as TextKey) : errorText(say, why).sentence;
}

function DocRow({ doc, talk, session }: { doc: Doc; talk: Conversation; session: ExpertSession }) {
  const { say } = useWords();
  const can = allowed(doc);
  const looking = talk.view?.document === doc.id;
  const page = looking ? (talk.view?.page ?? 0) : 0;
  const look = () => session.talk?.show({ document: doc.id, page });
  return (
    <li class={looking ? "doc doc--shown" : "doc"} data-document={doc.id} data-state={doc.state}>
      <button type="button" class="doc__open" disabled={doc.state !== "ready"} aria-pressed={looking} onClick={look}>
        <Icon name={doc.state === "refused" ? "xCircle" : "fileText"} size={28} />
        <span>
          <strong>{doc.name}</strong>
          <span class="doc__state" role="status">
            {stateOf(doc, say)}
          </span>
        </span>
      </button>
      {doc.state === "sending" && (
        <progress max={doc.size} value={doc.acknowledged} aria-label={say("documents.title")} />
      )}
      <ul class="doc__news" aria-live="polite">
        {doc.theirs && <li>{say("documents.theirs")}</li>}
        {doc.origin === "content" && <li>{say("documents.content")}</li>}
        {doc.origin === "filled" && <li>{say("documents.filled")}</li>}
        {doc.accepted !== null && <li>{say(doc.accepted ? "documents.accepted" : "documents.declined")}</li>}
        {doc.print && <li data-print={doc.print}>{say(`print.${doc.print}`)}</li>}
        {doc.sign && <li data-sign={doc.sign}>{say(doc.onPaper && doc.sign === "signed" ? "sign.signed-paper" : `sign.${doc.sign}`)}</li>}
        {doc.unsigned && <li data-unsigned={doc.unsigned}>{whyNot(doc.unsigned, say)}</li>}
      </ul>
      {doc.state === "ready" && (
        <div class="doc__actions">
          <Button icon="printer" disabled={!can.print} onClick={() => session.talk?.askPrint(doc.id)}>
            {say("documents.print")}
          </Button>
          <Button
            icon="signature"
            disabled={!can.sign || originalOf(talk, doc.id) !== null}
            onClick={() => {
              look();
              session.place(doc.id);
            }}
          >
            {say("documents.sign")}
          </Button>
          {doc.later.length > 0 && doc.sign === "signed" && (
            <Button icon="signature" onClick={() => session.talk?.askNext(doc.id)}>
              {say("documents.sign-next")}
            </Button>
          )}
        </div>
      )}
      <StampRow doc={doc} talk={talk} session={session} />
      {doc.file && <Save held={doc.file} label={say("documents.keep")} kind="plain" />}
      {doc.signed && <SaveSigned held={doc.signed} onSave={() => session.noteSaved(doc.id)} />}
    </li>
  );
}

/** The signed copy, which is kept nowhere else. */
export function SaveSigned({ held, onSave }: { held: Held; onSave: () => void }) {
  const { say } = useWords();
  return <Save held={held} label={say("documents.save")} kind="main" onSave={onSave} />;
}

/** Save through a link that lives for one click. */
function Save({ held, label, kind, onSave }: { held: Held; label: string; kind: "main" | "plain"; onSave?: () => void }) {
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(held.blob);
    link.download = held.name;
    link.click();
    onSave?.();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return (
    <Button kind={kind} icon="downloadSimple" onClick={save}>
      {label}
    </Button>
  );
}
