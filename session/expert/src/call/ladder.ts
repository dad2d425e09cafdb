// Which picture this page sends, and with how many bits: the kiosk's rules (`session/engine/ladder.py`),
// pure. The browser's own congestion control stays in force: the rate here only caps it.
import type { PictureNews } from "../generated/messages.ts";

export type Rung = PictureNews["rung"];

export interface Quality {
  height: number;
  fps: number;
  start: number;
  min: number;
  max: number;
  /** From here on this rung is better than the one below. */
  enough: number;
}

export const RUNGS: readonly Rung[] = ["720p30", "480p30", "360p15", "stills", "voice"];
const VOICE = RUNGS.length - 1;
const STILLS = RUNGS.indexOf("stills");
const QUALITIES: readonly Quality[] = [
  { height: 720, fps: 30, start: 1_200_000, min: 650_000, max: 2_500_000, enough: 900_000 },
  { height: 480, fps: 30, start: 300_000, min: 180_000, max: 1_400_000, enough: 300_000 },
  { height: 360, fps: 15, start: 250_000, min: 80_000, max: 600_000, enough: 130_000 },
  // A browser takes no frame rate below one, and stops a picture of less than 30 kbit/s.
  { height: 360, fps: 1, start: 40_000, min: 32_000, max: 160_000, enough: 40_000 },
];
/** Without a picture nothing is asked of these. */
const NONE: Quality = { height: 360, fps: 1, start: 0, min: 0, max: 0, enough: 0 };

export const quality = (rung: number): Quality => QUALITIES[rung] ?? NONE;

const WAITING_S = 0.15;
const JAMMED_S = 0.4;
const LOSSY = 0.1;
const VERY_LOSSY = 0.25;
const UNHEARD_S = 2.5;
const CUT_EVERY_S = 1.5;
const CALM_S = 2;
/** Larger than the kiosk's: the browser's own control holds the first steps back where it must. */
const FIRST_STEP = 1.8;
const FIRST_STEP_S = 0.7;
const STEP_CALM_S = 0.04;
const FAR_GROWTH = 1.2;
const GROWTH = 1.08;
const NEAR_GROWTH = 1.01;
const FAR = 0.5;
const NEAR = 0.85;
const ONE_TROUBLE_S = 4;
const IDLE = 0.6;
const FIRST_WAIT_S = 1.5;
const WAIT_S = 6;
const LONGEST_WAIT_S = 192;
const PROBATION_S = 12;
const PROVEN_S = 60;
const FRESH_S = 1.6;
const ORDINARY_S = 0.12;
const BASE_DRIFT = 0.01;
const IDLE_DRIFT = 0.1;

/** What is new since the last look; `null` where nothing was reported. */
export interface Measures {
  wish: number | null;
  loss: number | null;
  roundTrip: number | null;
  /** Bits per second of picture that left lately. */
  sent: number;
  /** Seconds since any report; `null` while the first is not due yet. */
  unheard: number | null;
}

/** Times are seconds of one clock, rungs indices of `RUNGS`. */
export interface Ladder {
  rung: number;
  rate: number;
  lookedAt: number;
  movedAt: number;
  cutAt: number;
  calmSince: number;
  grownAt: number;
  climbedAt: number | null;
  wait: number;
  troubleAt: number | null;
  /** The rate at which there was trouble last. */
  jam: number | null;
  wish: number | null;
  /** The round trip of an empty path. */
  shortest: number | null;
}

/** One rung below the highest: the path is not known, and the voice is to be heard at once. */
export function begin(now: number): Ladder {
  return {
    rung: 1,
    rate: quality(1).start,
    lookedAt: now,
    movedAt: now,
    cutAt: now - CUT_EVERY_S,
    calmSince: now,
    grownAt: now,
    climbedAt: null,
    wait: FIRST_WAIT_S,
    troubleAt: null,
    jam: null,
    wish: null,
    shortest: null,
  };
}

/** Go on over a new connection: another path perhaps, but no better one is promised. */
export function resume(state: Ladder, now: number): Ladder {
  const rung = Math.min(state.rung, STILLS);
  const { min, max } = quality(rung);
  const rate = Math.min(max, Math.max(min, state.rate));
  const times = { lookedAt: now, movedAt: now, cutAt: now, calmSince: now, climbedAt: null };
  return { ...state, ...times, rung, rate, wish: null, shortest: null };
}

/** Whether the path forces less than could be sent. */
export const isWeak = (state: Ladder): boolean => state.rung > 0 && state.jam !== null;

export const waits = (state: Ladder, roundTrip: number | null): number =>
  roundTrip === null || state.shortest === null ? 0 : roundTrip - state.shortest;

/** Weigh what was reported since the last look. */
export function look(before: Ladder, seen: Measures, now: number): Ladder {
  let state = timed(before, seen);
  const rate = cutTo(state, seen, now);
  const allowed = beneath(state, seen);
  if (rate !== null) state = lowered(state, seen, rate, now);
  else if (allowed !== null) state = { ...state, rate: allowed, calmSince: now };
  else if (waits(state, seen.roundTrip) < WAITING_S / 2 && (seen.loss ?? 0) < LOSSY) state = raised(state, seen, now);
  else state = { ...state, calmSince: now };
  const wish = state.rung < STILLS ? (seen.wish ?? state.wish) : null;
  return { ...placed({ ...state, wish }, now), lookedAt: now };
}

/**
 * Cuts that follow one another are of one trouble: what made it is the rate before the first. Between
 * two stills nearly nothing leaves: what jams then is not the picture.
 */
function lowered(state: Ladder, seen: Measures, rate: number, now: number): Ladder {
  const after = { ...state, rate, cutAt: now, calmSince: now };
  if (state.troubleAt !== null && now - state.troubleAt < ONE_TROUBLE_S) return after;
  const ours = state.rung < STILLS || seen.sent > IDLE * state.rate || state.jam === null;
  return { ...after, jam: ours ? state.rate : state.jam, troubleAt: now };
}

function timed(state: Ladder, { roundTrip }: Measures): Ladder {
  if (roundTrip === null) return state;
  if (state.shortest === null) return { ...state, shortest: Math.min(roundTrip, ORDINARY_S) };
  if (roundTrip < state.shortest) return { ...state, shortest: roundTrip };
  const drift = state.jam !== null && state.rate < FAR * state.jam ? IDLE_DRIFT : BASE_DRIFT;
  return { ...state, shortest: state.shortest + drift * (roundTrip - state.shortest) };
}

function cutTo(state: Ladder, seen: Measures, now: number): number | null {
  if (state.rung === VOICE) return null;
  const wish = state.rung < STILLS ? seen.wish : null;
  const fallen = wish !== null && state.wish !== null && wish < 0.97 * state.wish;
  if (wish !== null && wish < state.rate && fallen) return wish;
  if (now - state.cutAt < CUT_EVERY_S) return null;
  const loss = seen.loss ?? 0;
  if (loss > VERY_LOSSY) return Math.max(0.3 * state.rate, Math.min(0.5 * state.rate, NEAR * (1 - loss) * seen.sent));
  const part = partOf(state, seen);
  if (part === null) return null;
  const arrived = wish !== null && seen.sent > IDLE * state.rate ? wish : state.rate;
  return Math.max(0.3 * state.rate, Math.min(part * state.rate, arrived));
}

/**
 * The browser's own estimate, where this rung needs more: it sends no more, whatever the rate here.
 * One that never was higher tells of no trouble: the kiosk may want no larger picture.
 */
function beneath(state: Ladder, seen: Measures): number | null {
  const wish = state.rung < STILLS ? seen.wish : null;
  return wish !== null && wish < Math.min(state.rate, quality(state.rung).min) ? wish : null;
}

function partOf(state: Ladder, seen: Measures): number | null {
  const waiting = waits(state, seen.roundTrip);
  const loss = seen.loss ?? 0;
  if (waiting > JAMMED_S || (state.rung < STILLS && (seen.unheard ?? 0) > UNHEARD_S)) return 0.5;
  if (waiting > WAITING_S) return 0.7;
  // A still now and then is not what loses packets, and is sent again.
  return loss > LOSSY && state.rung < STILLS ? 1 - loss / 2 : null;
}

function growthOf({ rate, jam }: Ladder): number {
  const part = rate / (jam ?? rate);
  if (part < FAR) return FAR_GROWTH;
  return NEAR <= part && part <= 1 / NEAR ? NEAR_GROWTH : GROWTH;
}

function raised(state: Ladder, seen: Measures, now: number): Ladder {
  const first = state.jam === null;
  const fresh = state.rung < STILLS ? FRESH_S : 2 * FRESH_S;
  if (seen.unheard === null || seen.unheard > fresh || state.rung === VOICE) return state;
  if (!first && now - state.calmSince < CALM_S) return state;
  const wish = state.rung < STILLS ? (seen.wish ?? state.wish) : null;
  const held = wish !== null && seen.sent > IDLE * state.rate && !first;
  if (held && wish < state.rate) return state;
  let growth = growthOf(state) ** (now - state.lookedAt);
  let { grownAt } = state;
  if (first) {
    const due = seen.roundTrip !== null && now - state.grownAt >= FIRST_STEP_S && waits(state, seen.roundTrip) < STEP_CALM_S;
    growth = due ? FIRST_STEP : 1;
    if (due) grownAt = now;
  }
  const rate = held ? Math.min(state.rate * growth, Math.max(state.rate, wish)) : state.rate * growth;
  return { ...state, grownAt, rate: Math.min(rate, quality(state.rung).max) };
}

/** The rung that the rate asks for: down at once and far enough, up by one and after the wait. */
function placed(state: Ladder, now: number): Ladder {
  let lower = state.rung;
  while (lower < VOICE && state.rate < quality(lower).min) lower++;
  if (lower > state.rung) return down(state, lower, now);
  if (state.rung > 0 && mayClimb(state, now)) {
    const rung = state.rung - 1;
    return { ...state, rung, rate: Math.max(state.rate, quality(rung).min), movedAt: now, climbedAt: now };
  }
  const proven = state.climbedAt !== null && now - state.climbedAt >= PROVEN_S;
  return proven ? { ...state, wait: WAIT_S, climbedAt: null } : state;
}

function down(state: Ladder, rung: number, now: number): Ladder {
  const inVain = state.climbedAt !== null && now - state.climbedAt < PROBATION_S;
  const waited = Math.max(state.wait, WAIT_S);
  const wait = inVain ? Math.min(2 * waited, LONGEST_WAIT_S) : waited;
  const { min, max } = quality(rung);
  const rate = rung < VOICE ? Math.min(max, Math.max(min, state.rate)) : quality(STILLS).enough;
  return { ...state, rung, rate, movedAt: now, climbedAt: null, wait, calmSince: now };
}

function mayClimb(state: Ladder, now: number): boolean {
  if (now - state.movedAt < state.wait || now - state.calmSince < Math.min(state.wait, CALM_S)) return false;
  return state.rung === VOICE || state.rate >= quality(state.rung - 1).enough;
}
