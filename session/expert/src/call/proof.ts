// Is the answer really the kiosk's? Its signature must cover this offer and this DTLS fingerprint.

export interface Expected {
  ticket: string;
  call: string;
  generation: number;
  offer: string;
}

export type Verdict = "good" | "signature-wrong" | "about-another-call" | "fingerprint-differs";

/** base64url without padding to bytes; throws `DOMException` when it is not base64. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

export async function sha256Hex(data: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(digest, (n) => n.toString(16).padStart(2, "0")).join("");
}

const FINGERPRINT = /^a=fingerprint:(\S+) (.+?)\r?\n/gm;

/** Every SHA-256 fingerprint of an SDP as `SHA-256 AA:BB…`, in upper case, without doubles. */
export function fingerprints(sdp: string): string[] {
  const found = [...sdp.matchAll(FINGERPRINT)].map((match) => `${match[1]} ${match[2]}`.toUpperCase());
  return [...new Set(found)].filter((line) => line.startsWith("SHA-256 "));
}

/** The SDP with its SHA-256 fingerprints only: the proof says nothing about the others. */
export function proven(sdp: string): string {
  return sdp.replace(FINGERPRINT, (line, hash: string) => (hash.toLowerCase() === "sha-256" ? line : ""));
}

async function signed(jws: string, key: string): Promise<Record<string, unknown> | null> {
  const [head, payload, signature, ...rest] = jws.split(".");
  if (!head || !payload || !signature || rest.length > 0) return null;
  const text = new TextDecoder();
  try {
    const header = JSON.parse(text.decode(fromBase64url(head))) as Record<string, unknown>;
    if (header["alg"] !== "EdDSA") return null;
    const publicKey = await crypto.subtle.importKey("raw", fromBase64url(key), { name: "Ed25519" }, false, ["verify"]);
    const bytes = new TextEncoder().encode(`${head}.${payload}`);
    if (!(await crypto.subtle.verify({ name: "Ed25519" }, publicKey, fromBase64url(signature), bytes))) return null;
    return JSON.parse(text.decode(fromBase64url(payload))) as Record<string, unknown>;
  } catch {
    return null; // not base64, not JSON, not a key: not a signature
  }
}

/** Check `proof` (compact JWS, EdDSA) against the kiosk's key, our offer and the answer's SDP. */
export async function verify(proof: string, key: string, answer: string, expected: Expected): Promise<Verdict> {
  const claims = await signed(proof, key);
  if (!claims) return "signature-wrong";
  const offerHash = await sha256Hex(new TextEncoder().encode(expected.offer));
  const same =
    claims["ticket"] === expected.ticket &&
    claims["call"] === expected.call &&
    claims["generation"] === expected.generation &&
    claims["offer_sha256"] === offerHash;
  if (!same) return "about-another-call";
  const [only, ...others] = fingerprints(answer);
  const claimed = String(claims["fingerprint"]).trim().toUpperCase();
  return only === claimed && others.length === 0 ? "good" : "fingerprint-differs";
}
