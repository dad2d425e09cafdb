// The frame counter in a picture: MARKERS.md, "Picture". Pure: luma in, counter out.
export const CELLS = 20;

/** White (true) or black for each of the 20 cells of `counter`. */
export function cells(counter: number): boolean[] {
  const bits = Array.from({ length: 16 }, (_, i) => ((counter >> (15 - i)) & 1) === 1);
  const odd = bits.filter(Boolean).length % 2 === 1;
  return [true, false, ...bits, odd, !odd];
}

/** Read the strip, `width`×`height` RGBA pixels (the top ninth of a picture); `null` when unread. */
export function readStrip(rgba: Uint8ClampedArray, width: number, height: number): number | null {
  const seen = Array.from({ length: CELLS }, (_, i) => cellLuma(rgba, width, height, i) > 128);
  if (!seen[0] || seen[1]) return null;
  const bits = seen.slice(2, 18);
  const odd = bits.filter(Boolean).length % 2 === 1;
  if (seen[18] !== odd || seen[19] === odd) return null;
  return bits.reduce((value, bit) => value * 2 + Number(bit), 0);
}

function cellLuma(rgba: Uint8ClampedArray, width: number, height: number, cell: number): number {
  const [left, top] = [Math.floor(((cell + 0.3) * width) / CELLS), Math.floor(0.3 * height)];
  const right = Math.max(left + 1, Math.floor(((cell + 0.7) * width) / CELLS));
  const bottom = Math.max(top + 1, Math.floor(0.7 * height));
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = 4 * (y * width + x);
      sum += 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
    }
  }
  return sum / ((right - left) * (bottom - top));
}

export interface PictureCounts {
  frames: number;
  read: number;
  unread: number;
  advanced: number;
  skipped: number;
  repeated: number;
  back: number;
  last: number;
}

export const NO_PICTURES: PictureCounts = {
  frames: 0,
  read: 0,
  unread: 0,
  advanced: 0,
  skipped: 0,
  repeated: 0,
  back: 0,
  last: -1,
};

/** The counts after one more picture whose counter was `value` (`null`: unread). */
export function countPicture(counts: PictureCounts, value: number | null): PictureCounts {
  const next = { ...counts, frames: counts.frames + 1 };
  if (value === null) return { ...next, unread: counts.unread + 1 };
  next.read += 1;
  next.last = value;
  if (counts.last < 0) return next;
  const step = (value - counts.last + 65536) % 65536;
  if (step === 0) next.repeated += 1;
  else if (step <= 32767) {
    next.advanced += 1;
    next.skipped += step - 1;
  } else next.back += 1;
  return next;
}
