// The page's side of the short code that both screens show (session/protocol/verification.py).
import { fingerprints, sha256Hex } from "./proof.ts";

const LABEL = new TextEncoder().encode("visio-guichet short code 1\0");
const DIGITS = 6;

/** What either side sees of the connection's keys: whole SDPs. */
export interface Keys {
  offer: string;
  answer: string;
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (n) => n.toString(16).padStart(2, "0")).join("");
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** The digest of an SDP's only SHA-256 fingerprint, in hexadecimal; `""` when it has none or several. */
export function digestOf(sdp: string): string {
  const [only, ...others] = fingerprints(sdp);
  return only && others.length === 0 ? only.replace("SHA-256 ", "").replaceAll(":", "").trim().toLowerCase() : "";
}

/** Six digits; both sides compute the same ones where nobody stands between them. */
export async function shortCode(call: string, keys: Keys, kioskNonce: string, pageNonce: string): Promise<string> {
  const parts = [call, digestOf(keys.answer), digestOf(keys.offer), kioskNonce, pageNonce].map(bytesOf);
  const all = new Uint8Array([...LABEL, ...parts.flatMap((part) => [...part])]);
  const digest = new DataView(await crypto.subtle.digest("SHA-256", all));
  return (digest.getBigUint64(0) % 10n ** BigInt(DIGITS)).toString().padStart(DIGITS, "0");
}

/** One connection's exchange: the commitment first, then our number, then theirs. */
export class Verification {
  #commit: string | null = null;
  readonly #nonce = hex(crypto.getRandomValues(new Uint8Array(32)));

  constructor(
    private readonly call: string,
    private readonly say: (nonce: string) => void,
  ) {}

  /** The kiosk committed: only the first counts. */
  committed(commit: string): void {
    if (this.#commit !== null) return;
    this.#commit = commit;
    this.say(this.#nonce);
  }

  /** The kiosk's number: the code, or `null` when it is not what was committed. */
  async revealed(nonce: string, keys: Keys): Promise<string | null> {
    if (this.#commit !== (await sha256Hex(bytesOf(nonce)))) return null;
    return shortCode(this.call, keys, nonce, this.#nonce);
  }
}
