// Points and boxes on a page, 0..1 from its top left.
import type { Box } from "./generated/messages.ts";

export interface Point {
  x: number;
  y: number;
}

/** Of an A4 page, 30 by 12 mm: the kiosk takes no smaller box, and measures it on the page itself. */
const LEAST = { w: 30 / 210, h: 12 / 297 };

const clamp = (value: number) => Math.min(1, Math.max(0, value));

export function spot(
  event: { clientX: number; clientY: number },
  area: { left: number; top: number; width: number; height: number },
): Point {
  return { x: clamp((event.clientX - area.left) / area.width), y: clamp((event.clientY - area.top) / area.height) };
}

export function boxBetween(a: Point, b: Point): Omit<Box, "page"> {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) };
}

export function fits(box: Box): boolean {
  return box.w >= LEAST.w && box.h >= LEAST.h && box.x + box.w <= 1.0001 && box.y + box.h <= 1.0001;
}
