import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, isWeak, look, quality, resume, RUNGS, type Ladder, type Measures, type Rung } from "../src/call/ladder.ts";
import { encoding } from "../src/call/steering.ts";
import { adjust, chunk, OPEN } from "../src/call/throttle.ts";
import { BulkSender, CHUNK, type BulkChannel } from "../src/call/bulk.ts";
import { lesser, pictureWord } from "../src/call/pictures.ts";
import { converse, heard } from "../src/model.ts";
import type { SeatOpen } from "../src/generated/messages.ts";
import { unpack, pack } from "../src/net/envelope.ts";

const TICK_S = 0.5;
type Path = (state: Ladder) => Measures;

const calm: Path = (state) => ({ wish: 3_000_000, loss: 0, roundTrip: 0.05, sent: state.rate, unheard: 0 });

/** A line of so many bits per second with a buffer of 0.3 s, and a browser that follows it as it can. */
function line(capacity: number): Path {
  let queue = 0;
  return (state) => {
    const rate = RUNGS[state.rung] === "voice" ? 0 : state.rate;
    queue = Math.max(0, queue + (rate - capacity) * TICK_S);
    const lost = Math.max(0, queue - 0.3 * capacity);
    queue -= lost;
    const loss = rate > 0 ? lost / (rate * TICK_S) : 0;
    return { wish: null, loss, roundTrip: 0.05 + queue / capacity, sent: rate, unheard: 0 };
  };
}

class Run {
  state = begin(0);
  now = 0;
  rungs: [number, Rung][] = [];

  play(seconds: number, path: Path): this {
    for (let i = 0; i < seconds / TICK_S; i++) {
      this.now += TICK_S;
      const before = this.state.rung;
      this.state = look(this.state, path(this.state), this.now);
      if (this.state.rung !== before) this.rungs.push([this.now, this.rung]);
    }
    return this;
  }

  get rung(): Rung {
    return RUNGS[this.state.rung] ?? "voice";
  }
}

test("a good path has the full picture within three seconds", () => {
  const run = new Run();
  assert.equal(run.rung, "480p30");
  assert.equal(run.play(3, calm).rung, "720p30");
  assert.equal(run.play(60, calm).state.rate, quality(0).max);
  assert.equal(isWeak(run.state), false);
});

test("an estimate that never was higher makes a smaller picture, and is no word about the link", () => {
  const held: Path = (state) => ({ ...calm(state), wish: 251_000, sent: Math.min(state.rate, 100_000) });
  const run = new Run().play(60, held);
  assert.equal(RUNGS[run.state.rung], "480p30");
  assert.equal(isWeak(run.state), false);
  const fallen: Path = (state) => ({ ...held(state), wish: 150_000 });
  assert.equal(isWeak(run.play(4, fallen).state), true);
});

test("each path finds its rung and keeps it", () => {
  for (const [capacity, settled] of [[3e6, 0], [450e3, 1], [150e3, 2], [60e3, 3]] as const) {
    const run = new Run().play(60, line(capacity));
    run.rungs = [];
    run.play(120, line(capacity));
    assert.ok(run.rungs.length <= 6, `${capacity}: ${run.rungs.length} changes`);
    assert.ok([settled, settled + 1].includes(run.state.rung), `${capacity}: ${run.rung}`);
  }
});

test("a path that narrows is followed at once, and comes back slowly, one rung at a time", () => {
  const run = new Run().play(30, calm);
  const narrowed = run.now;
  run.play(8, line(60e3));
  assert.ok(["stills", "voice"].includes(run.rung));
  const [at] = run.rungs.find(([when, rung]) => when > narrowed && (rung === "stills" || rung === "voice")) ?? [1e9];
  assert.ok(at - narrowed <= 6);
  assert.equal(isWeak(run.state), true);
  run.rungs = [];
  run.play(240, calm);
  assert.deepEqual(run.rungs.map(([, rung]) => rung).slice(-3), ["360p15", "480p30", "720p30"]);
});

test("the browser's own estimate below what a rung is worth is heeded, whatever was sent", () => {
  const run = new Run().play(20, calm);
  run.play(TICK_S, () => ({ wish: 200_000, loss: null, roundTrip: null, sent: 90_000, unheard: 0.5 }));
  assert.deepEqual([run.rung, run.state.rate], ["480p30", 200_000]);
});

test("five per cent of loss by chance takes nothing away", () => {
  const run = new Run().play(40, (state) => ({ ...calm(state), loss: 0.05, roundTrip: 0.2 }));
  assert.equal(run.rung, "720p30");
});

test("a rung that was tried in vain is tried again after twice the wait", () => {
  const run = new Run().play(30, calm).play(10, line(60e3));
  const waits: number[] = [];
  for (let i = 0; i < 800; i++) {
    const before = run.state.rung;
    run.play(TICK_S, (state) => ({ ...calm(state), wish: null, roundTrip: state.rung < 3 ? 1 : 0.05 }));
    if (before < 3 && run.state.rung > before) waits.push(run.state.wait);
  }
  assert.ok(waits.length >= 3);
  assert.deepEqual(waits, [...waits].sort((a, b) => a - b));
  assert.ok((waits[1] ?? 0) >= 2 * (waits[0] ?? 0));
});

test("a new connection goes on where the last one was, with a picture", () => {
  const voice = { ...begin(0), rung: RUNGS.indexOf("voice"), rate: 1, shortest: 0.1, wish: 5 };
  const after = resume(voice, 9);
  assert.deepEqual([RUNGS[after.rung], after.rate, after.shortest, after.wish], ["stills", 32_000, null, null]);
});

test("what the browser's sender keeps to", () => {
  assert.deepEqual(encoding(0, 1e6, 720), { active: true, maxBitrate: 1e6, maxFramerate: 30, scaleResolutionDownBy: 1 });
  assert.deepEqual(encoding(2, 3e5, 720), { active: true, maxBitrate: 3e5, maxFramerate: 15, scaleResolutionDownBy: 2 });
  // A small camera is not made larger; a still leaves once a second, because no browser takes less.
  assert.deepEqual(encoding(3, 4e4, 240), { active: true, maxBitrate: 4e4, maxFramerate: 1, scaleResolutionDownBy: 1 });
  assert.equal(encoding(4, 4e4, 720).active, false);
});

test("documents begin with a part of the picture, double while nothing waits, and halve when something does", () => {
  const moment = { picture: 1_600_000, weak: false, waits: 0.01, used: 1e9 };
  assert.deepEqual(adjust(OPEN, { ...moment, waits: null }), { rate: 100_000, jam: null });
  assert.deepEqual(adjust({ rate: 150_000, jam: null }, moment), { rate: 300_000, jam: null });
  assert.deepEqual(adjust({ rate: 150_000, jam: null }, { ...moment, waits: 0.2 }), { rate: 75_000, jam: 150_000 });
  assert.equal(adjust({ rate: 400_000, jam: null }, { ...moment, picture: 160_000, weak: true }).rate, 5_000);
  assert.deepEqual(adjust({ rate: 5_000, jam: 9 }, { ...moment, picture: null }), OPEN);
  assert.deepEqual([chunk(OPEN), chunk({ rate: 5_000, jam: null })], [CHUNK, 1024]);
});

test("a document leaves in small pieces on a slow path, and the channel's room does not hurry it", async () => {
  const sent: number[] = [];
  const channel = { readyState: "open", bufferedAmount: 0, send: (data: Uint8Array) => void sent.push(data.byteLength) };
  let spent = 0;
  const pace = { throttle: () => ({ rate: 200_000, jam: null }), spent: (bytes: number) => void (spent += bytes) };
  const sender = new BulkSender(() => undefined, () => undefined, pace);
  const document = "00112233445566778899aabbccddeeff";
  const offer = { document, kind: "file", name: "a", size: 20_000, sha256: "", media_type: "", of: null, page: null };
  sender.add(offer as Parameters<BulkSender["add"]>[0], new Uint8Array(20_000));
  sender.attach(channel as unknown as BulkChannel);
  sender.heard({ document, offset: 0, cap: 1e9, complete: false });
  sender.pump();
  sender.pump();
  assert.deepEqual([sent.length, spent], [1, 8_000]);
  const done = () => spent === 20_000;
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(sent, [8_024, 8_024, 4_024]);
});

test("the page says what the kiosk's picture became, and the lesser of both", () => {
  const talk = converse({} as SeatOpen);
  assert.equal(lesser(talk.pictures), "good");
  const { text } = pack("picture.news", { rung: "stills", weak: true }, {});
  const message = unpack("kiosk-to-expert", text);
  assert.ok(message);
  const after = heard(talk, message);
  assert.deepEqual([pictureWord(after.pictures.theirs), lesser(after.pictures)], ["stills", "stills"]);
  assert.equal(pictureWord({ rung: "360p15", weak: false }), "good");
  assert.equal(pictureWord({ rung: "480p30", weak: true }), "small");
});

test("trouble while hardly a picture leaves says nothing of what the path carries", () => {
  const run = new Run().play(30, calm);
  run.play(20, (state) => ({ ...calm(state), wish: null, roundTrip: 0.9, loss: 0.4, sent: 0 }));
  assert.equal(run.rung, "voice");
  assert.ok((run.state.jam ?? 0) >= quality(2).min);
  assert.ok(["480p30", "720p30"].includes(run.play(45, calm).rung));
});
