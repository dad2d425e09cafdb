import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf, TypedOn } from "../src/keys.ts";

const press = (key: string, repeat = false) => ({ key, ctrlKey: false, altKey: false, metaKey: false, repeat });

test("a key held down turns pages, and does nothing else twice", () => {
  assert.equal(actionOf("call", press("PageDown", true)), "next");
  assert.equal(actionOf("call", press("PageUp", true)), "previous");
  for (const key of ["m", "p", "i"]) assert.equal(actionOf("call", press(key, true)), null);
  assert.equal(actionOf("counter", press("t", true)), null);
  assert.equal(actionOf("ended", press("1", true)), null);
  assert.deepEqual(actionOf("ended", press("1")), { outcome: 0 });
});

test("what is typed on after the call ended is no outcome, until nothing was typed for a moment", () => {
  const typed = new TypedOn();
  assert.equal(typed.belongs(5000), false, "nobody was typing");
  typed.typed("3", 10_000);
  assert.equal(typed.belongs(10_400), true);
  assert.equal(typed.belongs(11_800), true, "still typing: the moment begins anew");
  assert.equal(typed.belongs(13_299), true);
  assert.equal(typed.belongs(14_799), false);
});

test("a key that only goes through a field, or a click since, leaves the next key its meaning", () => {
  const typed = new TypedOn();
  for (const key of ["Tab", "Enter", "Shift", "ArrowLeft"]) typed.typed(key, 1000);
  assert.equal(typed.belongs(1100), false);
  typed.typed("Backspace", 1000);
  assert.equal(typed.belongs(1100), true);
  typed.pointed();
  assert.equal(typed.belongs(1200), false);
});
