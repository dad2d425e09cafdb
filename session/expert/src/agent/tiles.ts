// What an agent must see first. Pure.
import type { KioskTile } from "../generated/messages.ts";

export type TileState = KioskTile["state"] | "offline";

/** A kiosk that cannot be reached is offline, whatever it said last. */
export function tileState(tile: KioskTile): TileState {
  return tile.online ? tile.state : "offline";
}

const ORDER: readonly TileState[] = ["help", "fault", "offline", "in-use", "free", "closed"];

/** Help first, then trouble, then by name. */
export function ordered(tiles: readonly KioskTile[]): KioskTile[] {
  const rank = (tile: KioskTile) => ORDER.indexOf(tileState(tile));
  return [...tiles].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "fr"));
}

/** Kiosks that call for help now and did not before. */
export function newCalls(before: readonly KioskTile[], now: readonly KioskTile[]): KioskTile[] {
  const known = new Set(before.filter((tile) => tileState(tile) === "help").map((tile) => tile.kiosk));
  return now.filter((tile) => tileState(tile) === "help" && !known.has(tile.kiosk));
}

/** Of the kiosks told to close, those that have not closed yet because somebody uses them. */
export function stillClosing(closing: readonly string[], now: readonly KioskTile[]): string[] {
  const busy = now.filter((tile) => ["in-use", "help"].includes(tileState(tile))).map((tile) => tile.kiosk);
  return closing.filter((kiosk) => busy.includes(kiosk));
}
