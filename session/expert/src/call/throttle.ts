// How fast documents may go beside a picture: the kiosk's rules (`session/engine/throttle.py`), pure.
const CHUNK = 65536;
const PART = 0.5;
const WEAK_PART = 0.25;
const SLOWEST = 4_000;
const FASTEST = 4_000_000;
const CALM_S = 0.04;
const WAITING_S = 0.08;
const STEADY = 1.25;
const SLICE_S = 0.04;
const SMALLEST_CHUNK = 1024;

/** `rate` in bytes per second, `null` for all the path takes; `jam` made things wait last. */
export interface Throttle {
  rate: number | null;
  jam: number | null;
}

export const OPEN: Throttle = { rate: null, jam: null };

/** Bytes to hand over at once: what the path carries in a moment, so that little stands before a voice. */
export function chunk({ rate }: Throttle): number {
  if (rate === null) return CHUNK;
  return Math.floor(Math.max(SMALLEST_CHUNK, Math.min(rate * SLICE_S, CHUNK)));
}

export interface Moment {
  /** Bits per second that the picture takes, `null` when there is none to be kept on time. */
  picture: number | null;
  weak: boolean;
  /** Seconds of the newest round trip beyond the shortest, `null` without a new one. */
  waits: number | null;
  /** Bytes per second of documents lately. */
  used: number;
}

export function adjust(throttle: Throttle, { picture, weak, waits, used }: Moment): Throttle {
  if (picture === null) return OPEN;
  const part = Math.max(SLOWEST, ((weak ? WEAK_PART : PART) * picture) / 8);
  const rate = throttle.rate ?? part;
  if (waits !== null && waits > WAITING_S && used > 0) {
    // A busy machine answers late too: what is little beside the picture is never the cause.
    return { rate: Math.max(SLOWEST, (WEAK_PART * picture) / 8, rate / 2), jam: rate };
  }
  if (weak) return { ...throttle, rate: Math.min(rate, part) };
  if (waits !== null && waits < CALM_S && used > rate / 2) {
    const near = throttle.jam !== null && throttle.jam / 2 <= rate && rate <= 2 * throttle.jam;
    return { ...throttle, rate: Math.min(FASTEST, rate * (near ? STEADY : 2)) };
  }
  return { ...throttle, rate: Math.max(rate, part) };
}
