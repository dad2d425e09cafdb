import assert from "node:assert/strict";
import { after, test } from "node:test";
import { stillClosing } from "../src/agent/tiles.ts";
import { en } from "../src/i18n/en.ts";
import { fr } from "../src/i18n/fr.ts";
import { errorText, speaker, typeset } from "../src/i18n/text.ts";
import { ERRORS } from "../src/generated/errors.ts";
import type { KioskTile } from "../src/generated/messages.ts";
import { OnlyTab } from "../src/only.ts";

// The timer of `AbortSignal.timeout` keeps no Node alive: with nothing else to do, Debian's Node 18 leaves.
const awake = setInterval(() => {}, 1000);
after(() => clearInterval(awake));

/** The browser's locks as the specification has them: one holder, a queue, and stealing. */
class Locks {
  #holder: { steal: () => void } | null = null;
  #queue: (() => void)[] = [];

  request = ((_name: string, options: LockOptions, work: () => Promise<void>) =>
    new Promise((resolve, reject) => {
      const grant = () => {
        const me = { steal: () => reject(new DOMException("stolen", "AbortError")) };
        this.#holder = me;
        void work().then(() => {
          if (this.#holder === me) this.#holder = null;
          resolve(undefined as never);
          this.#queue.shift()?.();
        });
      };
      if (options.steal) {
        this.#holder?.steal();
        return grant();
      }
      if (!this.#holder) return grant();
      this.#queue.push(grant);
      options.signal?.addEventListener("abort", () => {
        this.#queue = this.#queue.filter((one) => one !== grant);
        reject(new DOMException("late", "TimeoutError"));
      });
    })) as LockManager["request"];
}

test("the first tab serves, the second one is told, and gets it when asked for", async () => {
  const locks = new Locks();
  const taken: string[] = [];
  const first = new OnlyTab(locks, () => taken.push("first"));
  const second = new OnlyTab(locks, () => taken.push("second"));
  assert.equal(await first.claim(), "held");
  assert.equal(await second.claim(1), "elsewhere");
  assert.deepEqual(taken, []);
  assert.equal(await second.steal(), "held");
  await Promise.resolve();
  assert.deepEqual(taken, ["first"]);
});

test("a reloaded tab gets the place its own past leaves", async () => {
  const locks = new Locks();
  const before = new OnlyTab(locks, () => assert.fail("nobody took it"));
  const after = new OnlyTab(locks, () => assert.fail("nobody took it"));
  assert.equal(await before.claim(), "held");
  const waiting = after.claim(5000);
  before.release();
  assert.equal(await waiting, "held");
  assert.equal(await after.claim(), "held", "asking again changes nothing");
});

test("no French sentence of the pages lets a sign begin a line, or shows a typewriter's apostrophe", () => {
  const say = speaker("fr");
  const shown = [
    ...Object.keys(fr).map((key) => say(key as keyof typeof fr)),
    ...Object.keys(ERRORS).map((key) => errorText(say, key).sentence),
  ];
  for (const text of shown) {
    assert.doesNotMatch(text, / [:;?!»%]|« |\p{L}'\p{L}/u, text);
  }
  assert.equal(typeset("Terminer l'appel ? 12 %"), "Terminer l’appel\u00a0? 12\u00a0%");
});

test("the English page says every error in English, and what goes wrong in a call or a kiosk in its own words", () => {
  const say = speaker("en");
  for (const key of Object.keys(ERRORS)) {
    const { sentence, code } = errorText(say, key);
    assert.doesNotMatch(sentence, /[à-ÿœ«»]|\b(?:le|la|les|un|une|est|pas|ne)\b/i, key);
    assert.match(sentence, /^\p{L}.*\.$/u, key);
    assert.notEqual(code, "");
    if (/^(?:document|form|signature|stamp|printer|receipt|scanner|camera|sound|call|appointment|queue)\./.test(key)) {
      assert.notEqual(sentence, say("error.other"), key);
    }
  }
  assert.equal(errorText(say, "nobody.knows").sentence, say("error.other"));
});

test("every refusal of a document says what to do, in both languages", () => {
  for (const table of [fr, en]) {
    for (const [key, text] of Object.entries(table)) {
      if (key.startsWith("error.document.")) assert.match(text, /\. ?.+\.$/, key);
    }
  }
});

test("a kiosk told to close during a visit is still closing until that visit ends", () => {
  const tile: KioskTile = { kiosk: "k", name: "Hall", state: "in-use", online: true, since: "", faults: [], agent: "", days: [] };
  assert.deepEqual(stillClosing(["k"], [tile]), ["k"]);
  assert.deepEqual(stillClosing(["k"], [{ ...tile, state: "closed" }]), []);
  assert.deepEqual(stillClosing(["k"], [{ ...tile, online: false }]), []);
});
