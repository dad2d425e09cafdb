// Carries out what `ladder` and `throttle` decide, from the browser's own figures of one connection after the other.
import { begin, isWeak, look, quality, resume, RUNGS, waits, type Ladder, type Measures } from "./ladder.ts";
import { adjust, OPEN, type Throttle } from "./throttle.ts";
import type { PictureNews } from "../generated/messages.ts";

const LOOK_MS = 500;
const FIRST_REPORT_S = 3;
/** After trouble, until what is left of the picture counts as what the path carries. */
const SETTLED_S = 10;
/** A cap that moves less is not set anew: each change costs the encoder a moment. */
const STEP = 0.1;

/** What `getStats` said last, summed over voice and picture. */
interface Report {
  trips: number;
  tripS: number;
  loss: number;
  bytes: number;
  available: number | null;
}

export const FIRST: RTCRtpEncodingParameters = { maxBitrate: quality(1).start, scaleResolutionDownBy: 1.5 };

/** What the sender is to keep to at this rung and rate, for a camera of this height. */
export function encoding(rung: number, rate: number, height: number): Partial<RTCRtpEncodingParameters> {
  const { height: wanted, fps } = quality(rung);
  return {
    active: RUNGS[rung] !== "voice",
    maxBitrate: Math.max(1000, Math.round(rate)),
    maxFramerate: fps,
    scaleResolutionDownBy: Math.max(1, height / wanted),
  };
}

export class Steering {
  #ladder: Ladder | null = null;
  /** As it stood when all was well last: an outage says nothing of how wide the path is. */
  #heard: Ladder | null = null;
  #sender: RTCRtpSender | null = null;
  #pc: RTCPeerConnection | null = null;
  #looking: RTCPeerConnection | null = null;
  #timer = 0;
  #beganAt = 0;
  #heardAt: number | null = null;
  #before: Report | null = null;
  #beforeAt = 0;
  #set: { rung: number; rate: number } | null = null;
  #documents = 0;
  #documentsBefore = 0;
  throttle: Throttle = OPEN;
  news: PictureNews = { rung: "480p30", weak: false };

  /** `blank`: both ends are paused, so no picture must be kept on time. */
  constructor(
    private readonly changed: (news: PictureNews) => void,
    private readonly blank: () => boolean,
  ) {}

  /** A connection is up. */
  begin(pc: RTCPeerConnection): void {
    const now = performance.now() / 1000;
    this.#pc = pc;
    this.#sender = pc.getSenders().find((sender) => sender.track?.kind === "video") ?? null;
    this.#ladder = this.#ladder ? resume(this.#heard ?? this.#ladder, now) : begin(now);
    this.#beganAt = now;
    this.#heardAt = this.#before = this.#set = null;
    window.clearInterval(this.#timer);
    this.#timer = window.setInterval(() => void this.#look(pc), LOOK_MS);
    void this.#apply(this.#ladder);
  }

  stop(): void {
    window.clearInterval(this.#timer);
    this.#pc = this.#sender = null;
  }

  /** So many bytes of a document were handed over. */
  spent(bytes: number): void {
    this.#documents += bytes;
  }

  async #look(pc: RTCPeerConnection): Promise<void> {
    // A busy machine answers late: one question at a time, so that no answer overtakes another.
    if (this.#looking === pc) return;
    this.#looking = pc;
    const report = await read(pc);
    if (this.#looking === pc) this.#looking = null;
    if (pc !== this.#pc || !this.#ladder) return;
    const now = performance.now() / 1000;
    const [before, span] = [this.#before, Math.max(0.1, now - this.#beforeAt)];
    this.#before = report;
    this.#beforeAt = now;
    if (!before) return;
    const fresh = report.trips > before.trips;
    if (fresh) this.#heardAt = now;
    const early = this.#heardAt === null && now - this.#beganAt < FIRST_REPORT_S;
    const seen: Measures = {
      wish: report.available,
      loss: fresh ? report.loss : null,
      roundTrip: fresh ? report.tripS : null,
      sent: (8 * (report.bytes - before.bytes)) / span,
      unheard: early ? null : now - (this.#heardAt ?? this.#beganAt),
    };
    const { troubleAt } = this.#ladder;
    if (fresh && (troubleAt === null || now - troubleAt > SETTLED_S)) this.#heard = this.#ladder;
    const after = look(this.#ladder, seen, now);
    this.#ladder = after;
    await this.#apply(after);
    const used = (this.#documents - this.#documentsBefore) / span;
    this.#documentsBefore = this.#documents;
    const late = seen.roundTrip === null ? null : waits(after, seen.roundTrip);
    const picture = this.#sender && !this.blank() ? after.rate : null;
    this.throttle = adjust(this.throttle, { picture, weak: isWeak(after), waits: late, used });
  }

  async #apply(state: Ladder): Promise<void> {
    const set = this.#set;
    const moved = set?.rung !== state.rung;
    if (!moved && set && Math.abs(state.rate / set.rate - 1) < STEP) return this.#say(state);
    this.#set = { rung: state.rung, rate: state.rate };
    this.#say(state);
    const parameters = this.#sender?.getParameters();
    const [first] = parameters?.encodings ?? [];
    if (!parameters || !first) return;
    const height = this.#sender?.track?.getSettings().height ?? 720;
    Object.assign(first, encoding(state.rung, state.rate, height));
    parameters.degradationPreference = state.rung < 2 ? "balanced" : "maintain-resolution";
    try {
      await this.#sender?.setParameters(parameters);
    } catch {
      // The connection closed, or was negotiated anew, between the two calls: the next look sets it.
      this.#set = null;
    }
  }

  #say(state: Ladder): void {
    const news: PictureNews = { rung: RUNGS[state.rung] ?? "voice", weak: isWeak(state) };
    if (news.rung === this.news.rung && news.weak === this.news.weak) return;
    this.news = news;
    this.changed(news);
  }
}

async function read(pc: RTCPeerConnection): Promise<Report> {
  const now: Report = { trips: 0, tripS: 0, loss: 0, bytes: 0, available: null };
  for (const entry of (await pc.getStats()).values() as Iterable<Record<string, unknown>>) {
    const number = (name: string) => Number(entry[name] ?? 0);
    if (entry["type"] === "remote-inbound-rtp") {
      now.trips += number("roundTripTimeMeasurements");
      now.tripS = Math.max(now.tripS, number("roundTripTime"));
      now.loss = Math.max(now.loss, number("fractionLost"));
    } else if (entry["type"] === "outbound-rtp" && entry["kind"] === "video") {
      now.bytes += number("bytesSent");
    } else if (entry["type"] === "candidate-pair" && entry["nominated"] === true) {
      now.available = entry["availableOutgoingBitrate"] === undefined ? null : number("availableOutgoingBitrate");
    }
  }
  return now;
}
