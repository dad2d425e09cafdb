// The kiosk's key is remembered at first use; a change is shown, never accepted in silence.
export type Pinned = "first-use" | "same" | "changed";

const PREFIX = "vg.kiosk.";

export function checkPin(store: Pick<Storage, "getItem">, kioskId: string, key: string): Pinned {
  const known = store.getItem(PREFIX + kioskId);
  if (known === null) return "first-use";
  return known === key ? "same" : "changed";
}

export function pin(store: Pick<Storage, "setItem">, kioskId: string, key: string): void {
  store.setItem(PREFIX + kioskId, key);
}
