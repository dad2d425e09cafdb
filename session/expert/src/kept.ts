// What of a call survives a reload of this tab, until its outcome: numbers and choices of the expert's own,
// nothing of what the person wrote or showed.
import type { Conversation, Doc, Ending } from "./model.ts";
import { converse } from "./model.ts";
import { IDENTITIES, identified, type Identity } from "./showing.ts";
import type { Box, SeatOpen } from "./generated/messages.ts";

const SEAT = "vg.call";
const IDENTITY = "vg.identity";
const SIGNING = "vg.signing";

export interface KeptSeat {
  call: string;
  ticket: string;
  /** Why it is over; `null`: as far as this page knows, it is not. */
  ended: Ending | null;
}

const ENDINGS: readonly Ending[] = ["citizen", "expert", "lost", "wiped", "fault", "moved", "away"];

export function keepSeat(store: Storage, seat: SeatOpen): void {
  store.setItem(SEAT, JSON.stringify([seat.call, seat.ticket, null]));
}

/** The call is over; another one that began since is not. */
export function keepEnded(store: Storage, call: string, ended: Ending): void {
  const seat = keptSeat(store);
  if (seat?.call === call) store.setItem(SEAT, JSON.stringify([seat.call, seat.ticket, ended]));
}

export function keptSeat(store: Storage): KeptSeat | null {
  const kept = read(store, SEAT);
  const [call, ticket, why] = kept;
  if (typeof call !== "string" || typeof ticket !== "string") return null;
  return { call, ticket, ended: ENDINGS.find((one) => one === why) ?? null };
}

/** A call of before a reload that is over: all there is left to do is to note how it went. */
export function over(store: Storage, { call, ticket }: KeptSeat, ended: Ending): Conversation {
  const seat = { ticket, call, fence: 0, generation: 0, kiosk: "", kiosk_id: "", kiosk_key: "" };
  const talk = converse({ ...seat, procedure: null, ice: [], desk: "", handover: null });
  return { ...remembered(store, talk), ended };
}

export function keepIdentity(store: Storage, call: string, identity: Identity): void {
  store.setItem(IDENTITY, JSON.stringify([call, identity]));
}

/** How the person's identity was established in this very call. */
export function remembered(store: Storage, talk: Conversation): Conversation {
  const [call, was] = read(store, IDENTITY);
  const found = call === talk.seat.call ? IDENTITIES.find((one) => one === was) : undefined;
  return found ? identified(talk, found) : talk;
}

type Signing = Pick<Doc, "later" | "next" | "copy">;

/** Where others are still to sign: the kiosk tells again what was signed, and not what was left for later. */
export function keepSigning(store: Storage, talk: Conversation, document: string): void {
  const doc = talk.docs.find((one) => one.id === document);
  if (!doc) return;
  const [of, was] = read(store, SIGNING);
  const kept = of === talk.seat.call && isRecord(was) ? was : {};
  if (doc.later.length > 0) kept[document] = { later: doc.later, next: doc.next, copy: doc.copy };
  else delete kept[document];
  store.setItem(SIGNING, JSON.stringify([talk.seat.call, kept]));
}

/** What was left to sign on a document of this call; nothing for one where nothing was. */
export function signingOf(store: Storage, call: string, document: string): Partial<Signing> {
  const [of, kept] = read(store, SIGNING);
  if (of !== call || !isRecord(kept) || !Object.hasOwn(kept, document)) return {};
  const one = kept[document];
  if (!isRecord(one) || !Array.isArray(one["later"])) return {};
  const copy = typeof one["copy"] === "string" ? one["copy"] : null;
  return { later: one["later"].filter(isBox), next: one["next"] === true, copy };
}

export function forgetSeat(store: Storage): void {
  for (const key of [SEAT, IDENTITY, SIGNING]) store.removeItem(key);
}

function read(store: Storage, key: string): unknown[] {
  const kept: unknown = JSON.parse(store.getItem(key) ?? "[]");
  return Array.isArray(kept) ? kept : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isBox(value: unknown): value is Box {
  return isRecord(value) && ["page", "x", "y", "w", "h"].every((side) => typeof value[side] === "number");
}
