// The tone sequence in a sound: MARKERS.md, "Sound". Pure: samples in, counts out.
export const TONES = [500, 900, 1300, 700, 1700, 1100, 1500, 1900] as const;
export const STEP_S = 0.25;
export const WINDOW_S = 0.05;
const SILENCE = 10 ** (-50 / 20);

/** Energy of `samples` at `frequency`, as a share of all their energy (Goertzel). */
export function share(samples: Float32Array, frequency: number, rate: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / rate);
  let [one, two, energy] = [0, 0, 0];
  for (const sample of samples) {
    [one, two] = [sample + coefficient * one - two, one];
    energy += sample * sample;
  }
  const power = one * one + two * two - coefficient * one * two;
  return energy > 0 ? (2 * power) / (samples.length * energy) : 0;
}

/** Index in time of the tone heard in a window, or `null` for silence or noise. */
export function hear(samples: Float32Array, rate: number): number | null {
  const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  if (level < SILENCE) return null;
  const shares = TONES.map((frequency) => share(samples, frequency, rate));
  const best = shares.indexOf(Math.max(...shares));
  return (shares[best] ?? 0) >= 0.5 ? best : null;
}

export interface ToneCounts {
  windows: number;
  heard: number;
  tones: number;
  inOrder: number;
  outOfOrder: number;
  last: number;
  /** The tone of the window before, to want two in a row. */
  candidate: number;
}

export const NO_TONES: ToneCounts = {
  windows: 0,
  heard: 0,
  tones: 0,
  inOrder: 0,
  outOfOrder: 0,
  last: -1,
  candidate: -1,
};

export function countTone(counts: ToneCounts, tone: number | null): ToneCounts {
  const next = { ...counts, windows: counts.windows + 1, candidate: tone ?? -1 };
  if (tone === null) return next;
  next.heard += 1;
  if (tone !== counts.candidate || tone === counts.last) return next;
  next.last = tone;
  if (counts.last < 0) return next;
  next.tones += 1;
  if (tone === (counts.last + 1) % TONES.length) next.inOrder += 1;
  else next.outOfOrder += 1;
  return next;
}

export function audioOk(counts: ToneCounts): boolean {
  return counts.tones >= 8 && counts.inOrder >= 0.8 * counts.tones;
}
