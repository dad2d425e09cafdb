import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256Hex } from "../src/call/proof.ts";
import { digestOf, shortCode, Verification } from "../src/call/verification.ts";

const CALL = "0123456789abcdef0123456789abcdef";
const sdp = (byte: string, hash = "sha-256") =>
  `v=0\r\na=fingerprint:${hash} ${Array(32).fill(byte).join(":")}\r\n`;
const KEYS = { answer: sdp("AA"), offer: sdp("bb") };

test("the kiosk has the same vector (tests/unit/engine/test_verification.py)", async () => {
  assert.equal(await shortCode(CALL, KEYS, "11".repeat(32), "22".repeat(32)), "214073");
});

test("only one fingerprint is a fingerprint", () => {
  assert.equal(digestOf(sdp("AA")), "aa".repeat(32));
  assert.equal(digestOf(sdp("AA") + sdp("BB")), "");
  assert.equal(digestOf(sdp("AA", "sha-1")), "");
});

test("our number is said once, after the commitment, and a broken commitment gives no code", async () => {
  const said: string[] = [];
  const side = new Verification(CALL, (nonce) => said.push(nonce));
  assert.equal(await side.revealed("33".repeat(32), KEYS), null);
  side.committed(await sha256Hex(Uint8Array.from({ length: 32 }, () => 0x33)));
  side.committed("0".repeat(64));
  assert.equal(said.length, 1);
  assert.equal(await side.revealed("44".repeat(32), KEYS), null);
  const code = await side.revealed("33".repeat(32), KEYS);
  assert.equal(code, await shortCode(CALL, KEYS, "33".repeat(32), said[0] ?? ""));
});
