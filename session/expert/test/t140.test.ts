import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, edits } from "../src/call/t140.ts";
import { TEXT_MAX } from "../src/model.ts";

test("the edits lead from one line to the next, letter by letter", () => {
  for (const [before, after] of [
    ["", "bonjour"],
    ["bonjour", "bonsoir"],
    ["bonsoir", ""],
    ["👍🏽 oui", "👍 oui"],
    ["é", "e"],
  ] as const) {
    assert.equal(applied(before, edits(before, after)), after);
  }
  assert.equal(edits("bonjour", "bonsoir"), "\b\b\b\bsoir");
});

test("erasing, ends, and what is never shown", () => {
  assert.equal(applied("", "\b\b"), "");
  assert.equal(applied("fini", "\u2028su"), "su");
  assert.equal(applied("", "a\u202eb\u2066c\u0007d"), "abcd");
  assert.equal(applied("", "z".repeat(100_000)).length, TEXT_MAX);
});
