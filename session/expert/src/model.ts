// What the expert's page knows of a call, and how each message changes it. Pure: streams are only carried.
import type { Pictures } from "./call/pictures.ts";
import type { LinkWord } from "./call/quality.ts";
import type { Message } from "./net/envelope.ts";
import { EMPTY, heardTable, type Table } from "./table.ts";
import { handed, NOTHING_SHOWN, shownHeard, type Shown } from "./showing.ts";
import type {
  Box,
  AgendaSlot,
  AppointmentNews,
  CallEnd,
  DocumentReady,
  KioskToExpert,
  MicrophoneNews,
  PagePointer,
  PrintNews,
  ProcedureRef,
  SeatOpen,
  SignNews,
  Tick,
  TransferNews,
} from "./generated/messages.ts";

/** A page picture or a file that arrived, by an object the shell can draw or save. */
export interface Held {
  name: string;
  blob: Blob;
}

export interface Doc {
  id: string;
  name: string;
  size: number;
  state: "sending" | "checking" | "ready" | "refused";
  acknowledged: number;
  refusal: string;
  pages: number;
  pictures: Readonly<Record<number, Held>>;
  accepted: boolean | null;
  print: PrintNews["state"] | "asked" | null;
  sign: SignNews["state"] | "asked" | null;
  signed: Held | null;
  /** Why it was not signed: an error, or what the person chose to say. */
  unsigned: SignNews["key"] | SignNews["reason"];
  /** Signed by hand and scanned. */
  onPaper: boolean;
  /** Boxes in which others are still to sign; `next`: the first of them is being signed. */
  later: readonly Box[];
  next: boolean;
  /** The newest signed copy, by its number: one told again is no other person's. */
  copy: string | null;
  /** Signed copies so far: each of them is to be saved. */
  copies: number;
  origin: DocumentReady["origin"];
  /** Scanned by the person, who agreed that it is shown; `file` is the whole of it. */
  theirs: boolean;
  file: Held | null;
}

/** Papers that a person may show in one call: a faulty kiosk must not fill the page. */
const MAX_THEIRS = 40;

/** Pages of one document, as the kiosk counts them. */
const MAX_PAGES = 1000;

export interface View {
  document: string;
  page: number;
}

/** Why a call is over; `away`: it ended while this page was reloaded, and nobody knows more. */
export type Ending = CallEnd["reason"] | "away";

export interface Conversation {
  seat: SeatOpen;
  link: LinkWord;
  pictures: Pictures;
  /** Six digits that the kiosk shows too; empty while no connection has one. */
  code: string;
  paused: boolean;
  /** Why the person is not seen: a key of the list of errors. */
  camera: string | null;
  /** The person does not want to be seen. */
  unseen: boolean;
  procedure: ProcedureRef | null;
  ticks: Tick[];
  docs: readonly Doc[];
  view: View | null;
  pointer: PagePointer | null;
  ended: Ending | null;
  /** Whether the person can be heard, as their kiosk says. */
  microphone: MicrophoneNews["state"];
  /** The person would rather write, and is answered in writing. */
  byText: boolean;
  said: readonly Said[];
  table: Table;
  /** What the person is typing, letter by letter. */
  typing: string;
  /** The appointment proposed last, and what became of it. */
  proposed: Proposed | null;
  /** Another counter was proposed to the person, and what came of it. */
  transfer: Proposal | null;
  /** The town hall's agent is beside the person. */
  agent: boolean;
  showing: Shown;
}

export interface Proposed {
  slot: AgendaSlot;
  state: "asked" | AppointmentNews["state"];
  key: string | null;
}

export interface Proposal {
  name: string;
  state: TransferNews["state"] | "asked";
}

/** A line that was typed. */
export interface Said {
  text: string;
  mine: boolean;
}

/** Letters in one line, as the kiosk takes them. */
export const TEXT_MAX = 500;
/** Lines kept of one call: a faulty kiosk must not fill the page. */
const MAX_SAID = 200;

export function converse(seat: SeatOpen): Conversation {
  return {
    seat,
    link: "connecting",
    pictures: { ours: { rung: "720p30", weak: false }, theirs: { rung: "720p30", weak: false } },
    code: "",
    paused: false,
    camera: null,
    unseen: false,
    procedure: null,
    ticks: [],
    docs: [],
    view: null,
    pointer: null,
    ended: null,
    microphone: "live",
    byText: false,
    said: [],
    table: EMPTY,
    proposed: null,
    typing: "",
    transfer: null,
    agent: false,
    showing: NOTHING_SHOWN,
  };
}

/** Control and format characters are never shown: some turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

function legible(text: string): string {
  return text.replace(UNSEEN, " ");
}

/** One more line. */
export function wrote(talk: Conversation, said: Said): Conversation {
  return { ...talk, said: [...talk.said, said].slice(-MAX_SAID) };
}

export function newDoc(id: string, name: string, size: number): Doc {
  return {
    id,
    name,
    size,
    state: "sending",
    acknowledged: 0,
    refusal: "",
    pages: 0,
    pictures: {},
    accepted: null,
    print: null,
    sign: null,
    signed: null,
    unsigned: null,
    onPaper: false,
    later: [],
    next: false,
    copy: null,
    copies: 0,
    origin: "expert",
    theirs: false,
    file: null,
  };
}

/** A document that did not leave from here: the first word of it is that it is ready. */
function brought(talk: Conversation, { document: id, name, origin }: DocumentReady): Conversation {
  const others = talk.docs.filter((doc) => doc.origin !== "expert");
  if (talk.docs.some((doc) => doc.id === id) || others.length >= MAX_THEIRS) return talk;
  return { ...talk, docs: [{ ...newDoc(id, name, 0), theirs: origin === "person" }, ...talk.docs] };
}

/** Change one document; a document never heard of changes nothing. */
export function withDoc(talk: Conversation, id: string, change: Partial<Doc>): Conversation {
  return { ...talk, docs: talk.docs.map((doc) => (doc.id === id ? { ...doc, ...change } : doc)) };
}

/** Bytes acknowledged by the kiosk; all of them means that it now checks the file. */
export function progressed(talk: Conversation, id: string, acknowledged: number): Conversation {
  const doc = talk.docs.find((one) => one.id === id);
  if (!doc || doc.state !== "sending") return talk;
  return withDoc(talk, id, { acknowledged, state: acknowledged >= doc.size ? "checking" : "sending" });
}

/** A page picture or the signed copy arrived whole. */
export function arrived(talk: Conversation, of: string, page: number | null, held: Held): Conversation {
  const doc = talk.docs.find((one) => one.id === of);
  if (!doc) return talk;
  if (page === null) return withDoc(talk, of, { signed: held, copies: doc.copies + 1 });
  if (page < 0 || page >= MAX_PAGES) return talk;
  return withDoc(talk, of, { pictures: { ...doc.pictures, [page]: held } });
}

/** The whole of a paper of theirs arrived. */
export function filed(talk: Conversation, of: string, held: Held): Conversation {
  return withDoc(talk, of, { file: held });
}

/** Both look at this page; one that does not exist changes nothing. */
export function shown(talk: Conversation, view: View): Conversation {
  const doc = talk.docs.find((one) => one.id === view.document);
  if (!doc || doc.state !== "ready" || view.page < 0 || view.page >= doc.pages) return talk;
  return { ...talk, view, pointer: null };
}

/** Can this document be refused, sent, printed or signed now? */
export function allowed(doc: Doc): { print: boolean; sign: boolean } {
  const ready = doc.state === "ready" && doc.accepted !== false;
  const printing = doc.print === "asked" || doc.print === "printing" || doc.print === "held";
  const signing = doc.sign === "asked" || doc.sign === "reading" || doc.sign === "on-paper" || doc.sign === "signed";
  return { print: ready && !printing, sign: ready && !signing };
}

/** How a signature goes; once one is there, the next box is left for the next person. */
function signed(talk: Conversation, { document, state, signed: copy, reason, key, paper }: SignNews): Conversation {
  const doc = talk.docs.find((one) => one.id === document);
  if (!doc) return talk;
  const done = state === "signed" && doc.next && (copy === null || copy !== doc.copy);
  const rest = { later: done ? doc.later.slice(1) : doc.later, next: doc.next && !done };
  return withDoc(talk, document, { sign: state, unsigned: key ?? reason, onPaper: paper, copy: copy ?? doc.copy, ...rest });
}

/** What the kiosk said on the control channel. */
export function heard(talk: Conversation, message: Message<KioskToExpert>): Conversation {
  switch (message.type) {
    case "peer.bye":
      return { ...talk, ended: message.body.reason };
    case "privacy.pause":
      return { ...talk, paused: message.body.active };
    case "picture.news":
      return { ...talk, pictures: { ...talk.pictures, theirs: message.body } };
    case "camera.news":
      return { ...talk, camera: message.body.key };
    case "picture.hidden":
      return { ...talk, unseen: message.body.active };
    case "procedure.shared":
      return { ...talk, procedure: message.body.procedure, ticks: message.body.ticks };
    case "document.ready": {
      const { document, name, pages, origin, again } = message.body;
      const ready = withDoc(brought(talk, message.body), document, { state: "ready", name, pages, origin });
      return again ? ready : shown(handed(ready), { document, page: 0 });
    }
    case "document.refused":
      return withDoc(talk, message.body.document, { state: "refused", refusal: message.body.key });
    case "document.answer":
      return withDoc(talk, message.body.document, { accepted: message.body.accepted });
    case "page.show":
      return shown(talk, message.body);
    case "page.pointer":
      return { ...talk, pointer: message.body.visible ? message.body : null };
    case "print.news":
      return withDoc(talk, message.body.document, { print: message.body.state });
    case "sign.news":
      return signed(talk, message.body);
    case "microphone.news":
      return { ...talk, microphone: message.body.state };
    case "text.preferred":
      return { ...talk, byText: message.body.active };
    case "appointment.news": {
      const { slot, state, key } = message.body;
      if (talk.proposed?.slot.slot !== slot) return talk;
      return { ...talk, proposed: { ...talk.proposed, state, key } };
    }
    case "text.message":
      return { ...wrote(talk, { text: legible(message.body.text), mine: false }), typing: "" };
    case "transfer.news":
      return talk.transfer ? { ...talk, transfer: { ...talk.transfer, state: message.body.state } } : talk;
    case "company.news":
      return { ...talk, agent: message.body.agent };
    case "showing.news":
    case "showing.answer":
    case "stamp.news":
      return shownHeard(talk, message);
    case "form.news": {
      const told = { ...talk, table: heardTable(talk.table, message) };
      // Printing was proposed too early: it may be proposed again.
      return message.body.key === "form.agree-missing" ? withDoc(told, message.body.document, { print: null }) : told;
    }
    case "mark.add":
    case "mark.remove":
    case "form.fields":
    case "form.values":
    case "content.found":
      return { ...talk, table: heardTable(talk.table, message) };
    case "peer.hello":
    case "peer.ack":
    case "peer.heartbeat":
    case "document.offer":
    case "bulk.state":
    case "link.refusal":
    case "code.commit":
    case "code.reveal":
      return talk;
  }
}
