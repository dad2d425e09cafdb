// What the person shows live, who they are known to be, and stamped originals. Pure, like the model it is part of.
import type { Conversation, Doc } from "./model.ts";
import type { Message } from "./net/envelope.ts";
import type { IdentityResult, KioskToExpert, ShowingAsk, ShowingNews, StampNews } from "./generated/messages.ts";

export type Wish = ShowingAsk["what"];
export type Identity = IdentityResult["identity"];

export const IDENTITIES: readonly Identity[] = ["paper", "questions", "known", "not-established"];

export interface Shown {
  /** The track carries a paper, and what for; `null`: the face. */
  live: ShowingNews["purpose"] | null;
  /** Why the last one ended, and the key of what was wrong. */
  ended: ShowingNews["ended"];
  trouble: string | null;
  /** An original was seen live for long enough in this call. */
  seen: boolean;
  /** What was asked last, and what became of it. */
  wish: Wish | null;
  answer: "asked" | "accepted" | "declined" | "impossible" | null;
  identity: Identity | null;
  /** Original to what became of its stamp. */
  stamps: Readonly<Record<string, Stamp>>;
}

export interface Stamp {
  state: StampNews["state"] | "asked";
  /** The copy that carries it. */
  copy: string | null;
  key: string | null;
}

export const NOTHING_SHOWN: Shown = {
  live: null,
  ended: "",
  trouble: null,
  seen: false,
  wish: null,
  answer: null,
  identity: null,
  stamps: {},
};

function change(talk: Conversation, showing: Partial<Shown>): Conversation {
  return { ...talk, showing: { ...talk.showing, ...showing } };
}

export function wished(talk: Conversation, wish: Wish): Conversation {
  return change(talk, { wish, answer: "asked" });
}

/** A paper of the person came: what was asked for is there. */
export function handed(talk: Conversation): Conversation {
  return talk.showing.wish === "still" ? change(talk, { wish: null, answer: null }) : talk;
}

/** The identity step is over: as it will be noted with the outcome. */
export function identified(talk: Conversation, identity: Identity): Conversation {
  return change(talk, { identity, wish: null, answer: null });
}

export function stamping(talk: Conversation, document: string, stamp: Stamp): Conversation {
  return change(talk, { stamps: { ...talk.showing.stamps, [document]: stamp } });
}

/** The original that this document is the stamped copy of. */
export function originalOf(talk: Conversation, copy: string): string | null {
  const found = Object.entries(talk.showing.stamps).find(([, stamp]) => stamp.copy === copy && stamp.state === "stamped");
  return found?.[0] ?? null;
}

export function shownHeard(
  talk: Conversation,
  message: Extract<Message<KioskToExpert>, { type: "showing.news" | "showing.answer" | "stamp.news" }>,
): Conversation {
  switch (message.type) {
    case "showing.news": {
      const { live, purpose, ended, key, seen } = message.body;
      if (!live) {
        const over = change(talk, { live: null, ended, trouble: key, seen: seen || talk.showing.seen });
        return talk.showing.wish === "still" ? over : change(over, { wish: null, answer: null });
      }
      // The paper takes the whole of the stage.
      const begun = change(talk, { live: purpose, ended: "", trouble: null, wish: null, answer: null });
      return { ...begun, view: null, pointer: null };
    }
    case "showing.answer": {
      const { what, accepted, key } = message.body;
      if (talk.showing.wish !== what) return talk;
      return change(talk, { answer: key ? "impossible" : accepted ? "accepted" : "declined" });
    }
    case "stamp.news":
      return stamped(talk, message.body);
  }
}

function stamped(talk: Conversation, news: StampNews): Conversation {
  const { document, state, stamped: copy, key } = news;
  const known = talk.docs.some((doc) => doc.id === document);
  if (!known) return talk;
  const told = stamping(talk, document, { state, copy: state === "stamped" ? copy : null, key });
  if (state !== "undone") return told;
  const docs: readonly Doc[] = talk.docs.filter((doc) => doc.id !== copy);
  const view = talk.view?.document === copy ? { document, page: 0 } : talk.view;
  return { ...told, docs, view, pointer: view === talk.view ? talk.pointer : null };
}
