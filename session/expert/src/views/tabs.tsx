// Papers, the next appointment and one's notes share a place: one is open, none is lost.
import { useState } from "preact/hooks";
import type { TextKey } from "../i18n/fr.ts";
import type { Conversation } from "../model.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import { Documents } from "./documents.tsx";
import { useWords } from "./frame.tsx";
import { Notes } from "./notes.tsx";
import { Proposal, Propose } from "./propose.tsx";

const TABS = ["documents", "agenda", "notes"] as const;
type Tab = (typeof TABS)[number];
const NAMES: Record<Tab, TextKey> = { documents: "tabs.documents", agenda: "tabs.agenda", notes: "tabs.notes" };

interface Props {
  state: State;
  talk: Conversation;
  session: ExpertSession;
}

export function Tabs({ state, talk, session }: Props) {
  const { say } = useWords();
  const [open, setOpen] = useState<Tab>("documents");
  const turn = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = TABS[(TABS.indexOf(open) + step + TABS.length) % TABS.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    setOpen(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  const count = talk.docs.length;
  // Hidden, not taken away: the key of a hidden button still works, and half a choice stays.
  const place = (tab: Tab) => ({
    id: `place-${tab}`,
    class: "tabs__place",
    role: "tabpanel" as const,
    "aria-labelledby": `tab-${tab}`,
    hidden: open !== tab,
  });
  return (
    <div class="tabs">
      <div class="tabs__list" role="tablist" aria-label={say("tabs.region")} onKeyDown={turn}>
        {TABS.map((tab) => (
          <button
            key={tab}
            id={`tab-${tab}`}
            type="button"
            role="tab"
            class="tabs__tab"
            aria-selected={open === tab}
            aria-controls={`place-${tab}`}
            tabIndex={open === tab ? 0 : -1}
            onClick={() => setOpen(tab)}
          >
            {say(NAMES[tab])}
            {tab === "documents" && count > 0 ? ` (${count})` : ""}
          </button>
        ))}
      </div>
      {open !== "agenda" && talk.proposed && (
        <div class="panel">
          <Proposal talk={talk} state={state} />
        </div>
      )}
      <div {...place("documents")}>
        <Documents talk={talk} session={session} />
      </div>
      <div {...place("agenda")}>
        {open === "agenda" && <Propose state={state} talk={talk} session={session} />}
      </div>
      <div {...place("notes")}>
        <Notes talk={talk} session={session} />
      </div>
    </div>
  );
}
