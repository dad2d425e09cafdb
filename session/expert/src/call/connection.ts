// One generation of a call: one RTCPeerConnection, its tracks and its three channels.
import { otherVersion, pack, unpack, type Message, type Outgoing } from "../net/envelope.ts";
import { Allowance } from "./allowance.ts";
import { FIRST } from "./steering.ts";
import { SUBPROTOCOL } from "./t140.ts";
import type { KioskToExpert } from "../generated/messages.ts";

const HEARTBEAT_MS = 500;
/** Messages of the kiosk: at once (a table full of papers told again), and a second. */
const BURST = 20_000;
const PER_SECOND = 400;

export interface ConnectionEvents {
  offer(sdp: string): void;
  candidate(candidate: RTCIceCandidate | null): void;
  /** A message on `control`, never a heartbeat. */
  message(message: Message<KioskToExpert>): void;
  /** What the kiosk sends is not for this page: another version (`link.version-refused`), or too much of it. */
  unfit(key: string): void;
  /** A sign of life: heartbeat or any message. */
  alive(): void;
  track(stream: MediaStream): void;
  open(): void;
  bulk(channel: RTCDataChannel): void;
  /** The channel of real-time text. */
  text(channel: RTCDataChannel): void;
  bytes(buffer: ArrayBuffer): void;
  state(state: RTCPeerConnectionState): void;
}

/** H.264 first where the browser has it (the kiosk encodes it cheaply), VP8 next. */
export function preferred<C extends { mimeType: string }>(codecs: C[]): C[] {
  const rank = (codec: C) => ["video/h264", "video/vp8"].indexOf(codec.mimeType.toLowerCase());
  const order = (codec: C) => (rank(codec) < 0 ? 2 : rank(codec));
  return [...codecs].sort((a, b) => order(a) - order(b));
}

export class Connection {
  readonly pc: RTCPeerConnection;
  readonly #control: RTCDataChannel;
  readonly #heartbeat: RTCDataChannel;
  readonly #remote = new MediaStream();
  readonly #allowance = new Allowance(() => performance.now() / 1000, BURST, PER_SECOND);
  #beats = 0;
  #timer = 0;
  #closed = false;
  offerSdp = "";

  constructor(
    private readonly call: string,
    readonly generation: number,
    ice: RTCIceServer[],
    private readonly events: ConnectionEvents,
  ) {
    this.pc = new RTCPeerConnection({ iceServers: ice, bundlePolicy: "max-bundle" });
    this.#control = this.pc.createDataChannel("control", { ordered: true });
    this.#heartbeat = this.pc.createDataChannel("heartbeat", { ordered: false, maxRetransmits: 0 });
    const bulk = this.pc.createDataChannel("bulk", { ordered: true });
    bulk.binaryType = "arraybuffer";
    bulk.bufferedAmountLowThreshold = 64 * 1024;
    this.#listen(bulk);
    events.text(this.pc.createDataChannel("text", { ordered: true, protocol: SUBPROTOCOL }));
  }

  #listen(bulk: RTCDataChannel): void {
    const { pc, events } = this;
    this.#control.onopen = () => events.open();
    this.#control.onmessage = (event: MessageEvent<unknown>) => this.#heard(event.data);
    this.#heartbeat.onmessage = (event: MessageEvent<unknown>) => this.#heard(event.data);
    this.#heartbeat.onopen = () => {
      this.#timer = window.setInterval(() => this.#beat(), HEARTBEAT_MS);
    };
    bulk.onopen = () => events.bulk(bulk);
    bulk.onmessage = (event: MessageEvent<unknown>) => {
      if (!this.#closed && event.data instanceof ArrayBuffer) events.bytes(event.data);
    };
    pc.onicecandidate = (event) => this.#closed || events.candidate(event.candidate);
    pc.ontrack = (event) => {
      this.#remote.addTrack(event.track);
      events.track(this.#remote);
    };
    pc.onconnectionstatechange = () => this.#closed || events.state(pc.connectionState);
  }

  /** Add the local tracks (either may be missing) and make the offer. */
  async start(local: MediaStream): Promise<void> {
    for (const kind of ["audio", "video"] as const) {
      const [track] = kind === "audio" ? local.getAudioTracks() : local.getVideoTracks();
      const streams = track ? [local] : [];
      const transceiver = this.pc.addTransceiver(track ?? kind, {
        direction: "sendrecv",
        streams,
        ...(kind === "video" ? { sendEncodings: [FIRST] } : {}),
      });
      const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs;
      if (kind === "video" && codecs) transceiver.setCodecPreferences(preferred(codecs));
    }
    const offer = await this.pc.createOffer();
    if (this.#closed) return;
    this.offerSdp = offer.sdp ?? "";
    this.events.offer(this.offerSdp);
    await this.pc.setLocalDescription(offer);
  }

  async answer(sdp: string): Promise<void> {
    if (!this.#closed) await this.pc.setRemoteDescription({ type: "answer", sdp });
  }

  /** On `control`, if it is open; `kept` is the id and number of a message that must arrive. */
  send<K extends keyof Outgoing & string>(type: K, body: Outgoing[K], kept?: { id: string; seq: number }): void {
    if (this.#control.readyState !== "open") return;
    const address = { call: this.call, gen: this.generation };
    this.#control.send(pack(type, body, kept ? { ...address, id: kept.id, seq: kept.seq } : address).text);
  }

  close(): void {
    this.#closed = true;
    window.clearInterval(this.#timer);
    this.pc.close();
  }

  #beat(): void {
    if (this.#heartbeat.readyState !== "open") return;
    const { text } = pack("peer.heartbeat", { n: this.#beats++ }, { call: this.call, gen: this.generation });
    this.#heartbeat.send(text);
  }

  #heard(data: unknown): void {
    if (typeof data !== "string" || this.#closed) return;
    if (!this.#allowance.take()) return this.events.unfit("link.kiosk-flood");
    const message = unpack("kiosk-to-expert", data);
    if (!message && otherVersion(data)) this.events.unfit("link.version-refused");
    if (!message) return;
    this.events.alive();
    if (message.type !== "peer.heartbeat") this.events.message(message);
  }
}
