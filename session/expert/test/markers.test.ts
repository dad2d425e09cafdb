import assert from "node:assert/strict";
import { test } from "node:test";
import { cells, CELLS, countPicture, NO_PICTURES, readStrip } from "../src/markers/picture.ts";
import { audioOk, countTone, hear, NO_TONES, TONES } from "../src/markers/tones.ts";

function strip(counter: number, width: number, height: number): Uint8ClampedArray {
  const marks = cells(counter);
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < width * height; at++) {
    const white = marks[Math.floor(((at % width) * CELLS) / width)];
    pixels.fill(white ? 225 : 30, 4 * at, 4 * at + 3);
  }
  return pixels;
}

test("every counter is read back, at several sizes", () => {
  for (const counter of [0, 1, 2, 255, 256, 32767, 32768, 65535]) {
    for (const [width, height] of [[640, 40], [1280, 80], [270, 53], [160, 10]] as const) {
      assert.equal(readStrip(strip(counter, width, height), width, height), counter);
    }
  }
});

test("a blanked or damaged picture is unread", () => {
  assert.equal(readStrip(new Uint8ClampedArray(4 * 640 * 40), 640, 40), null);
  const damaged = strip(5, 640, 40);
  for (let y = 0; y < 40; y++) damaged.fill(255, 4 * (y * 640 + 64), 4 * (y * 640 + 96));
  assert.equal(readStrip(damaged, 640, 40), null);
});

test("skipped, repeated, wrapped and restarted counters are told apart", () => {
  const seen = [10, 11, 14, 14, 65535, 0, null, 3].reduce(countPicture, NO_PICTURES);
  assert.deepEqual(
    [seen.frames, seen.read, seen.unread, seen.advanced, seen.skipped, seen.repeated, seen.back, seen.last],
    [8, 7, 1, 4, 4, 1, 1, 3],
  );
});

function tone(frequency: number): Float32Array {
  return Float32Array.from({ length: 2400 }, (_, i) => 0.25 * Math.sin((2 * Math.PI * frequency * i) / 48000));
}

test("each tone is heard as itself, silence and noise as nothing", () => {
  TONES.forEach((frequency, index) => assert.equal(hear(tone(frequency), 48000), index));
  assert.equal(hear(new Float32Array(2400), 48000), null);
  const noise = Float32Array.from({ length: 2400 }, (_, i) => (((i * 7919) % 997) / 997 - 0.5) * 0.5);
  assert.equal(hear(noise, 48000), null);
});

test("a sequence in order is good, a shuffled one is not", () => {
  const twice = (order: number[]) => order.flatMap((index) => [index, index]).reduce(countTone, NO_TONES);
  assert.equal(audioOk(twice([0, 1, 2, 3, 4, 5, 6, 7, 0, 1])), true);
  assert.equal(audioOk(twice([0, 3, 1, 6, 2, 7, 4, 0, 5, 2])), false);
  assert.equal(audioOk(twice([0, 1, 2])), false);
});
