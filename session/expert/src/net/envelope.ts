// The envelope `{v, type, id, call, gen, seq, body}` and its reading, checked at run time.
import { VALIDATORS } from "../generated/validators.js";
import {
  VERSION,
  type ExpertToKiosk,
  type ExpertToRelay,
  type AgentToRelay,
  type KioskToExpert,
  type RelayToAgent,
  type RelayToExpert,
} from "../generated/messages.ts";

export interface Address {
  call: string | null;
  gen: number | null;
}

/** One message of a link `L` (a map from type to body), told apart by `type`. */
export type Message<L> = {
  [K in keyof L & string]: { type: K; id: string; seq: number; body: L[K] } & Address;
}[keyof L & string];

interface Incoming {
  "relay-to-expert": RelayToExpert;
  "relay-to-agent": RelayToAgent;
  "kiosk-to-expert": KioskToExpert;
}
export type Outgoing = ExpertToRelay & ExpertToKiosk & AgentToRelay;

export const MAX_MESSAGE = 1 << 20;
const ID = /^[0-9a-f]{32}$/;

/** 128 random bits as 32 hex digits. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
}

/** Write one message, under its own id and number when it has them; returns its id and its JSON. */
export function pack<K extends keyof Outgoing & string>(
  type: K,
  body: Outgoing[K],
  address: Partial<Address & { id: string; seq: number }> = {},
): { id: string; text: string } {
  const { call = null, gen = null, id = newId(), seq = 0 } = address;
  return { id, text: JSON.stringify({ v: VERSION, type, id, call, gen, seq, body }) };
}

function wellAddressed(data: Record<string, unknown>): boolean {
  const { id, call = null, gen = null, seq } = data;
  return (
    typeof id === "string" &&
    ID.test(id) &&
    (call === null || (typeof call === "string" && ID.test(call))) &&
    (gen === null || (Number.isInteger(gen) && (gen as number) >= 0)) &&
    Number.isInteger(seq)
  );
}

/** Whether what could not be read is of another version of the page than this: it must be reloaded. */
export function otherVersion(text: string): boolean {
  const found = /^\s*\{\s*"v"\s*:\s*(\d{1,9})\s*,/.exec(text);
  return found !== null && Number(found[1]) !== VERSION;
}

/** Read one message of `link`; `null` for anything that is not one (defaults are filled in). */
export function unpack<N extends keyof Incoming>(link: N, text: string): Message<Incoming[N]> | null {
  if (text.length > MAX_MESSAGE) return null;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof data !== "object" || data === null) return null;
  const fields = data as Record<string, unknown>;
  if (fields["v"] !== VERSION || typeof fields["type"] !== "string" || !wellAddressed(fields)) return null;
  const table = VALIDATORS[link];
  const validate = Object.hasOwn(table, fields["type"]) ? table[fields["type"]] : undefined;
  const body = fields["body"] ?? {};
  if (!validate?.(body)) return null;
  const { type, id, call = null, gen = null, seq } = fields;
  return { type, id, call, gen, seq, body } as Message<Incoming[N]>;
}
