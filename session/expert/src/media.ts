// The expert's camera and microphone; in the demo, what stands for them.
import type { Demo } from "./markers/demo.ts";

const WANTED: MediaStreamConstraints[] = [
  {
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  },
  { audio: true },
  { video: true },
];

/** Picture and sound, else what there is of them; `null` when the browser gives nothing. */
export async function openMedia(demo: Demo | null): Promise<MediaStream | null> {
  if (demo) return demo.source();
  for (const constraints of WANTED) {
    try {
      return await navigator.mediaDevices.getUserMedia(constraints);
    } catch {
      // Refused or not there: try with less.
    }
  }
  return null;
}

export function stopMedia(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
