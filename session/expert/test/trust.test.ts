import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPin, pin } from "../src/call/pins.ts";
import { fingerprints, proven, sha256Hex, verify, type Expected } from "../src/call/proof.ts";

const FINGERPRINT = "sha-256 AA:BB:CC";
const ANSWER = `v=0\r\na=fingerprint:${FINGERPRINT}\r\na=fingerprint:sha-384 DD:EE\r\n`;
const EXPECTED: Expected = { ticket: "t", call: "c", generation: 3, offer: "v=0 offer" };

const base64url = (data: ArrayBuffer | string) => Buffer.from(data as string).toString("base64url");

async function signed(change: Record<string, unknown> = {}): Promise<{ key: string; proof: string }> {
  const pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const offer = await sha256Hex(new TextEncoder().encode(EXPECTED.offer));
  const claims = { ticket: "t", call: "c", generation: 3, offer_sha256: offer, fingerprint: FINGERPRINT, ...change };
  const input = `${base64url('{"alg":"EdDSA"}')}.${base64url(JSON.stringify(claims))}`;
  const signature = await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, new TextEncoder().encode(input));
  const key = base64url(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { key, proof: `${input}.${base64url(signature)}` };
}

test("a true answer is good", async () => {
  const { key, proof } = await signed();
  assert.equal(await verify(proof, key, ANSWER, EXPECTED), "good");
});

test("another key, a changed claim or noise is no signature", async () => {
  const { key, proof } = await signed();
  const other = await signed();
  assert.equal(await verify(proof, other.key, ANSWER, EXPECTED), "signature-wrong");
  const [head, , signature] = proof.split(".");
  assert.equal(await verify(`${head}.${base64url("{}")}.${signature}`, key, ANSWER, EXPECTED), "signature-wrong");
  for (const noise of ["", "a.b", "a.b.c", "..", "a.b.c.d"]) {
    assert.equal(await verify(noise, key, ANSWER, EXPECTED), "signature-wrong");
  }
});

test("a proof of another call, generation or offer is refused", async () => {
  for (const change of [{ ticket: "x" }, { call: "x" }, { generation: 2 }, { offer_sha256: "0" }]) {
    const { key, proof } = await signed(change);
    assert.equal(await verify(proof, key, ANSWER, EXPECTED), "about-another-call");
  }
});

test("a swapped or second fingerprint is refused", async () => {
  const { key, proof } = await signed();
  const swapped = ANSWER.replace("AA:BB:CC", "00:11:22");
  assert.equal(await verify(proof, key, swapped, EXPECTED), "fingerprint-differs");
  const second = `${ANSWER}a=fingerprint:sha-256 00:11:22\r\n`;
  assert.equal(await verify(proof, key, second, EXPECTED), "fingerprint-differs");
  assert.equal(await verify(proof, key, "v=0\r\n", EXPECTED), "fingerprint-differs");
});

test("fingerprints that the proof does not cover never reach the browser", () => {
  assert.deepEqual(fingerprints(ANSWER), ["SHA-256 AA:BB:CC"]);
  assert.equal(proven(ANSWER), `v=0\r\na=fingerprint:${FINGERPRINT}\r\n`);
});

test("a kiosk is remembered at first use and a changed key is noticed", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
  assert.equal(checkPin(store, "k", "one"), "first-use");
  pin(store, "k", "one");
  assert.equal(checkPin(store, "k", "one"), "same");
  assert.equal(checkPin(store, "k", "two"), "changed");
});
