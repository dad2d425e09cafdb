// Who is seen and heard: a muted microphone and a closed camera are one's own; a pause, of either side, covers both ends.
const KEPT = "vg.privacy";

export interface Privacy {
  muted: boolean;
  cameraOff: boolean;
  /** This side paused the call. */
  resting: boolean;
  /** The person paused it. */
  paused: boolean;
}

export const OPEN: Privacy = { muted: false, cameraOff: false, resting: false, paused: false };

/** What leaves this page. When a pause ends, what was closed before it stays closed. */
export function leaving({ muted, cameraOff, resting, paused }: Privacy): { voice: boolean; face: boolean } {
  const blank = resting || paused;
  return { voice: !muted && !blank, face: !cameraOff && !blank };
}

/** Close or open the tracks of one's own camera and microphone. */
export function apply(privacy: Privacy, local: MediaStream | null): void {
  const { voice, face } = leaving(privacy);
  for (const track of local?.getAudioTracks() ?? []) track.enabled = voice;
  for (const track of local?.getVideoTracks() ?? []) track.enabled = face;
}

/** A reload in the call must not open what was closed. */
export function keep(store: Storage, call: string, privacy: Privacy): void {
  store.setItem(KEPT, JSON.stringify([call, privacy]));
}

export function kept(store: Storage, call: string): Privacy {
  const [of, was] = JSON.parse(store.getItem(KEPT) ?? "[]") as [string?, Partial<Privacy>?];
  if (of !== call || !was) return OPEN;
  const on = (name: keyof Privacy) => was[name] === true;
  return { muted: on("muted"), cameraOff: on("cameraOff"), resting: on("resting"), paused: on("paused") };
}

export function forget(store: Storage): void {
  store.removeItem(KEPT);
}
