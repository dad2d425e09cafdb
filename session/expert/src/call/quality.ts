// The state of the link, in one of five words, from signs of life and WebRTC's own figures.
export type LinkWord = "connecting" | "good" | "weak" | "lost" | "failed";

const CHECK_MS = 500;
const LOST_MS = 2000;
/** Before that, whether the way to the relay is gone too is asked, and again while nothing comes. */
const QUIET_MS = 1000;
const DOUBT_EVERY_MS = 2500;
const FAILED_MS = 20_000;
const WEAK_ROUND_TRIP_S = 0.4;
const WEAK_LOSS = 0.05;

export interface Figures {
  roundTripS: number;
  received: number;
  lost: number;
}

/** Weak when a round trip is long or too much was lost since the last look. */
export function isWeak(before: Figures, now: Figures): boolean {
  const lost = Math.max(0, now.lost - before.lost);
  const received = Math.max(0, now.received - before.received);
  const share = lost + received > 0 ? lost / (lost + received) : 0;
  return now.roundTripS > WEAK_ROUND_TRIP_S || share > WEAK_LOSS;
}

/** The word for a connection: `everUp` once connected, `silentMs` since the last sign of life. */
export function judge(everUp: boolean, up: boolean, silentMs: number, weak: boolean): LinkWord {
  if (!everUp) return silentMs > FAILED_MS ? "failed" : "connecting";
  if (!up || silentMs > LOST_MS) return "lost";
  return weak ? "weak" : "good";
}

async function figures(pc: RTCPeerConnection): Promise<Figures> {
  const now: Figures = { roundTripS: 0, received: 0, lost: 0 };
  for (const entry of (await pc.getStats()).values() as Iterable<Record<string, unknown>>) {
    if (entry["type"] === "inbound-rtp") {
      now.received += Number(entry["packetsReceived"] ?? 0);
      now.lost += Number(entry["packetsLost"] ?? 0);
    } else if (entry["type"] === "candidate-pair" && entry["nominated"] === true) {
      now.roundTripS = Number(entry["currentRoundTripTime"] ?? 0);
    }
  }
  return now;
}

export class LinkWatch {
  #pc: RTCPeerConnection | null = null;
  #timer = 0;
  #everUp = false;
  #up = false;
  #last = 0;
  #weak = false;
  #word: LinkWord | null = null;
  #doubtedAt = 0;
  #figures: Figures = { roundTripS: 0, received: 0, lost: 0 };

  constructor(
    private readonly tell: (word: LinkWord) => void,
    private readonly quiet: () => void,
  ) {}

  get connected(): boolean {
    return this.#word === "good" || this.#word === "weak";
  }

  begin(pc: RTCPeerConnection): void {
    this.#pc = pc;
    this.#up = false;
    this.#figures = { roundTripS: 0, received: 0, lost: 0 };
    if (!this.#timer) {
      this.#last = performance.now();
      this.#timer = window.setInterval(() => void this.#look(), CHECK_MS);
    }
    this.#judge();
  }

  state(state: RTCPeerConnectionState): void {
    this.#up = state === "connected";
    if (this.#up) {
      this.#everUp = true;
      this.alive();
    }
    this.#judge();
  }

  alive(): void {
    this.#last = performance.now();
  }

  stop(): void {
    window.clearInterval(this.#timer);
    this.#timer = 0;
    this.#pc = null;
  }

  async #look(): Promise<void> {
    const pc = this.#pc;
    if (!pc) return;
    this.#doubt();
    const now = await figures(pc);
    if (pc !== this.#pc) return;
    if (now.received > this.#figures.received) this.alive();
    this.#weak = isWeak(this.#figures, now);
    this.#figures = now;
    this.#judge();
  }

  #doubt(): void {
    const now = performance.now();
    if (!this.#everUp || now - this.#last < QUIET_MS || now - this.#doubtedAt < DOUBT_EVERY_MS) return;
    this.#doubtedAt = now;
    this.quiet();
  }

  #judge(): void {
    const word = judge(this.#everUp, this.#up, performance.now() - this.#last, this.#weak);
    if (word === this.#word) return;
    this.#word = word;
    this.tell(word);
  }
}
