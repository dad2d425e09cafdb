// A call as the page leads it: it survives connections, which are its generations.
import { BulkReceiver, BulkSender, type Received } from "./bulk.ts";
import { Connection } from "./connection.ts";
import { Outbox, Seen } from "./delivery.ts";
import { LinkWatch, type LinkWord } from "./quality.ts";
import { proven, verify } from "./proof.ts";
import { Steering } from "./steering.ts";
import { Typing } from "./t140.ts";
import { Verification } from "./verification.ts";
import type { Message, Outgoing } from "../net/envelope.ts";
import type {
  CallAnswer,
  CallEnd,
  DocumentOffer,
  IceServer,
  KioskToExpert,
  PictureNews,
  SeatOpen,
} from "../generated/messages.ts";

export interface CallEvents {
  signal<K extends "call.offer" | "call.candidate" | "call.end">(type: K, body: Outgoing[K], gen: number): void;
  link(word: LinkWord): void;
  /** Nothing came for a moment; the link is not given up yet. */
  quiet(): void;
  remote(stream: MediaStream): void;
  /** What the picture that this page sends is from now on. */
  picture(news: PictureNews): void;
  /** Whether both ends are paused. */
  blank(): boolean;
  /** The control channel of a new generation is open. */
  opened(): void;
  message(message: Message<KioskToExpert>): void;
  /** What the kiosk sends cannot be read by this page, or is too much. */
  unfit(key: string): void;
  progress(document: string, acknowledged: number): void;
  received(received: Received): void;
  broken(offer: DocumentOffer): void;
  /** The line that the person is typing, as far as it is. */
  typing(line: string): void;
  /** The code that the kiosk shows too; another one on each connection. */
  code(code: string): void;
  /** The answer's proof, or what the code is made of, does not hold: the call must not go on. */
  impostor(): void;
}

export class Call {
  #connection: Connection | null = null;
  #generation = -1;
  readonly #sender: BulkSender;
  readonly #receiver: BulkReceiver;
  readonly #watch: LinkWatch;
  readonly #steering: Steering;
  readonly #outbox = new Outbox((kept) => this.#connection?.send(kept.type, kept.body, kept));
  readonly #seen = new Seen();
  #verification: Verification | null = null;
  /** The lines that both sides are typing. */
  readonly typing = new Typing((line) => this.events.typing(line));

  constructor(
    private seat: SeatOpen,
    private readonly local: MediaStream,
    private readonly events: CallEvents,
  ) {
    this.#steering = new Steering(
      (news) => {
        this.send("picture.news", news);
        events.picture(news);
      },
      () => events.blank(),
    );
    this.#sender = new BulkSender((offer) => this.send("document.offer", offer), events.progress, {
      throttle: () => this.#steering.throttle,
      spent: (bytes) => this.#steering.spent(bytes),
    });
    this.#receiver = new BulkReceiver((body) => this.send("bulk.state", body), events.received, events.broken);
    this.#watch = new LinkWatch((word) => events.link(word), () => events.quiet());
  }

  get generation(): number {
    return this.#generation;
  }

  get peer(): RTCPeerConnection | null {
    return this.#connection?.pc ?? null;
  }

  /** The relay told of the seat again (its link was lost): go on, or offer anew if it must be. */
  renew(seat: SeatOpen): void {
    this.seat = seat;
    if (seat.generation > this.#generation && !this.#watch.connected) void this.begin(seat.generation);
  }

  /** Offer for `generation`; an older or equal one is stale and ignored. `ice`: what this generation may use. */
  async begin(generation: number, ice: IceServer[] = []): Promise<void> {
    if (generation <= this.#generation) return;
    if (ice.length > 0) this.seat = { ...this.seat, ice };
    this.#generation = generation;
    this.#drop();
    const connection = this.#connect(generation);
    this.#connection = connection;
    this.#verification = new Verification(this.seat.call, (nonce) => connection.send("code.nonce", { nonce }));
    this.#watch.begin(connection.pc);
    await connection.start(this.local);
  }

  async answered(answer: CallAnswer, generation: number | null): Promise<void> {
    const connection = this.#connection;
    if (!connection || generation !== connection.generation) return;
    const { ticket, call, kiosk_key: key } = this.seat;
    const expected = { ticket, call, generation, offer: connection.offerSdp };
    const verdict = await verify(answer.proof, key, answer.sdp, expected);
    if (connection !== this.#connection) return;
    if (verdict !== "good") return this.events.impostor();
    await connection.answer(proven(answer.sdp));
  }

  /** On `control` now or never: what is worth nothing later, or is told anew at the next generation. */
  send<K extends keyof Outgoing & string>(type: K, body: Outgoing[K]): void {
    this.#connection?.send(type, body);
  }

  /** On `control`, and again at each next generation until the kiosk acknowledged it. */
  tell<K extends keyof Outgoing & string>(type: K, body: Outgoing[K]): void {
    this.#outbox.tell(type, body);
  }

  sendDocument(offer: DocumentOffer, data: Uint8Array): void {
    this.#sender.add(offer, data);
  }

  /** Say goodbye on both ways and close. */
  end(reason: CallEnd["reason"]): void {
    this.send("peer.bye", { reason });
    this.leave(reason);
  }

  /** The kiosk said goodbye: tell the relay and close. */
  leave(reason: CallEnd["reason"]): void {
    this.events.signal("call.end", { reason }, this.#generation);
    this.close();
  }

  close(): void {
    this.#watch.stop();
    // The goodbye is still in the channel's queue: let it leave before the connection closes.
    const connection = this.#connection;
    this.#connection = null;
    this.#sender.detach();
    this.#steering.stop();
    window.setTimeout(() => connection?.close(), 300);
  }

  /** Signal for the present generation only: the relay refuses what comes after the end. */
  #signal<K extends "call.offer" | "call.candidate">(type: K, body: Outgoing[K], generation: number): void {
    if (generation === this.#generation && this.#connection) this.events.signal(type, body, generation);
  }

  #drop(): void {
    this.#sender.detach();
    this.#steering.stop();
    this.#connection?.close();
    this.#connection = null;
  }

  #connect(generation: number): Connection {
    const ice = this.seat.ice.map(({ urls, username, credential }) => ({ urls, username, credential }));
    return new Connection(this.seat.call, generation, ice, {
      offer: (sdp) => this.#signal("call.offer", { sdp, ice: [] }, generation),
      candidate: (candidate) =>
        this.#signal(
          "call.candidate",
          {
            candidate: candidate?.candidate ?? "",
            sdp_mid: candidate?.sdpMid ?? "",
            sdp_m_line_index: candidate?.sdpMLineIndex ?? 0,
          },
          generation,
        ),
      message: (message) => this.#heard(message),
      unfit: (key) => this.events.unfit(key),
      alive: () => this.#watch.alive(),
      track: (stream) => this.events.remote(stream),
      open: () => {
        this.send("peer.hello", { role: "expert", software: "page" });
        this.send("picture.news", this.#steering.news);
        this.#outbox.again();
        this.events.opened();
      },
      bulk: (channel) => {
        channel.onbufferedamountlow = () => this.#sender.pump();
        this.#sender.attach(channel);
      },
      text: (channel) => this.typing.adopt(channel),
      bytes: (buffer) => void this.#receiver.bytes(buffer),
      state: (state) => {
        this.#watch.state(state);
        if (state === "connected" && this.#connection?.generation === generation) {
          this.#steering.begin(this.#connection.pc);
        }
      },
    });
  }

  async #revealed(nonce: string): Promise<void> {
    const connection = this.#connection;
    const keys = { offer: connection?.offerSdp ?? "", answer: connection?.pc.remoteDescription?.sdp ?? "" };
    const code = await this.#verification?.revealed(nonce, keys);
    if (!connection || connection !== this.#connection) return;
    if (code) this.events.code(code);
    else this.events.impostor();
  }

  #heard(message: Message<KioskToExpert>): void {
    if (message.seq === 0 || this.#seen.first(message.id)) this.#act(message);
    // Also when it came before: the acknowledgement was lost with its connection.
    if (message.seq > 0) this.send("peer.ack", { seq: message.seq });
  }

  #act(message: Message<KioskToExpert>): void {
    if (message.type === "peer.ack") this.#outbox.acknowledged(message.body.seq);
    else if (message.type === "document.offer") this.#receiver.offered(message.body);
    else if (message.type === "bulk.state") this.#sender.heard(message.body);
    else if (message.type === "code.commit") this.#verification?.committed(message.body.commit);
    else if (message.type === "code.reveal") void this.#revealed(message.body.nonce);
    else {
      if (message.type === "document.refused") this.#sender.drop(message.body.document);
      this.events.message(message);
    }
  }
}
