// The call as the page's buttons drive it: the model on one side, the connection on the other.
import { Call } from "./call/call.ts";
import { MAX_DOCUMENT } from "./call/bulk.ts";
import { savedAs } from "./call/genuine.ts";
import { apply, keep, kept, type Privacy } from "./call/privacy.ts";
import { sha256Hex } from "./call/proof.ts";
import { keepEnded, keepIdentity, keepSigning, remembered, signingOf } from "./kept.ts";
import { arrived, converse, filed, heard, newDoc, progressed, shown, TEXT_MAX, withDoc, wrote } from "./model.ts";
import type { Conversation, View } from "./model.ts";
import type { State } from "./state.ts";
import { newId, type Message, type Outgoing } from "./net/envelope.ts";
import { identified, stamping, wished, type Identity, type Wish } from "./showing.ts";
import { Tabling } from "./tabling.ts";
import type { Store } from "./store.ts";
import type { AgendaSlot, Box, CallAnswer, CallEnd, CallReoffer, KioskToExpert, SeatOpen } from "./generated/messages.ts";

const POINTER_MS = 33;
const TYPES = new Set(["application/pdf", "image/jpeg", "image/png", "image/webp", "image/tiff"]);

export type Signal = <K extends "call.offer" | "call.candidate" | "call.end">(
  type: K,
  body: Outgoing[K],
  address: { call: string; gen: number },
) => void;

export class Conversing {
  readonly #call: Call;
  /** Marks, forms and sheets. */
  readonly table: Tabling;
  #pointedAt = 0;

  constructor(
    private readonly store: Store<State>,
    readonly seat: SeatOpen,
    local: MediaStream | null,
    signal: Signal,
    private readonly onRemote: (stream: MediaStream) => void,
    quiet: () => void,
  ) {
    const { paused, ...own } = kept(sessionStorage, seat.call);
    const talk = { ...remembered(sessionStorage, converse(seat)), paused };
    store.set({ conversation: talk, screen: "call", taking: false, ringing: null, error: null, ...own });
    apply(this.#privacy, local);
    this.#call = new Call(seat, local ?? new MediaStream(), {
      signal: (type, body, gen) => signal(type, body, { call: seat.call, gen }),
      link: (link) => this.#change((talk) => ({ ...talk, link, code: link === "lost" ? "" : talk.code })),
      quiet,
      typing: (line) => this.#change((talk) => ({ ...talk, typing: line })),
      code: (code) => this.#change((talk) => ({ ...talk, code })),
      remote: (stream) => this.#remote(stream),
      picture: (ours) => this.#change((talk) => ({ ...talk, pictures: { ...talk.pictures, ours } })),
      blank: () => this.#privacy.paused || this.#privacy.resting,
      opened: () => this.#opened(),
      message: (message) => this.#heard(message),
      progress: (document, bytes) => this.#change((talk) => progressed(talk, document, bytes)),
      received: ({ offer, data, type }) => {
        const held = { name: savedAs(offer.name), blob: new Blob([data], { type }) };
        const of = offer.of ?? offer.document;
        if (offer.kind === "file") return this.#change((talk) => filed(talk, of, held));
        const page = offer.kind === "signed" ? null : (offer.page ?? 0);
        this.#change((talk) => arrived(talk, of, page, held));
      },
      unfit: (key) => store.set({ error: key }),
      broken: () => store.set({ error: "document.received-broken" }),
      impostor: () => {
        store.set({ error: "call.fingerprint-refused" });
        this.end("fault");
      },
    });
    this.table = new Tabling(this.#call, (change) => this.#change(change), () => this.#talk);
    this.table.ask();
    void this.#call.begin(seat.generation);
  }

  /** The connection of now, for the demonstration's figures. */
  get peer(): RTCPeerConnection | null {
    return this.#call.peer;
  }

  renew(seat: SeatOpen): void {
    this.#call.renew(seat);
  }

  reoffer(wish: CallReoffer): void {
    if (!this.#ended) void this.#call.begin(wish.generation, wish.ice);
  }

  answered(answer: CallAnswer, generation: number | null): void {
    void this.#call.answered(answer, generation);
  }

  /** This side ends, or refuses to go on (`fault`): the other is told. */
  end(reason: CallEnd["reason"] = "expert"): void {
    if (!this.#ended) this.#call.end(reason);
    this.#over(reason);
  }

  /** The other side, or the relay, ended. */
  endedBy(reason: CallEnd["reason"]): void {
    if (this.#ended) return;
    this.#call.close();
    this.#over(reason);
  }

  /** What is withheld changed, here or at the kiosk. */
  withhold(pause: boolean): void {
    const privacy = this.#privacy;
    apply(privacy, this.store.value.local);
    keep(sessionStorage, this.seat.call, privacy);
    if (pause) this.#call.tell("privacy.pause", { active: privacy.resting });
  }

  async sendFile(file: File): Promise<void> {
    const id = newId();
    const doc = newDoc(id, file.name.slice(0, 200), file.size);
    const refusal = refusalOf(file);
    const added = refusal ? { ...doc, state: "refused" as const, refusal } : doc;
    this.#change((talk) => ({ ...talk, docs: [added, ...talk.docs] }));
    if (refusal) return;
    const data = new Uint8Array(await file.arrayBuffer());
    const offer = { document: id, kind: "file" as const, name: doc.name, size: data.byteLength };
    const sha256 = await sha256Hex(data);
    this.#call.sendDocument({ ...offer, sha256, media_type: file.type, of: null, page: null }, data);
  }

  show(view: View): void {
    const before = this.#talk?.view;
    this.#change((talk) => shown(talk, view));
    if (this.#talk?.view !== before) this.#call.tell("page.show", view);
  }

  /** Back to the person's picture, here only. */
  hidePage(): void {
    this.#change((talk) => ({ ...talk, view: null, pointer: null }));
  }

  point(view: View, x: number, y: number, visible: boolean): void {
    const now = performance.now();
    if (visible && now - this.#pointedAt < POINTER_MS) return;
    this.#pointedAt = now;
    this.#call.send("page.pointer", { ...view, x, y, visible });
  }

  /** The line as far as it is typed: the person sees each letter. */
  type(line: string): void {
    this.#call.typing.typed(line.slice(0, TEXT_MAX));
  }

  /** A typed line; an empty one is none. */
  write(line: string): void {
    const text = line.trim().slice(0, TEXT_MAX);
    if (text === "") return;
    this.#call.typing.ended();
    this.#call.tell("text.message", { text });
    this.#change((talk) => wrote(talk, { text, mine: true }));
  }

  /** Propose another counter: the person reads the note, then decides. */
  proposeTransfer(desk: string, name: string, note: string): void {
    this.#call.tell("transfer.ask", { desk, note });
    this.#change((talk) => ({ ...talk, transfer: { name, state: "asked" } }));
  }

  /** What came of it was read. */
  forgetTransfer(): void {
    this.#change((talk) => ({ ...talk, transfer: null }));
  }

  askPrint(document: string): void {
    this.#call.tell("print.ask", { document });
    this.#change((talk) => withDoc(talk, document, { print: "asked" }));
  }

  /** Ask for a signature in `box`, and leave the boxes of `later` to others. */
  askSignature(document: string, box: Box, later: readonly Box[] = []): void {
    this.#call.tell("sign.ask", { document, box, later: [...later] });
    this.#signing(document, (talk) => withDoc(talk, document, { sign: "asked", unsigned: null, later, next: false }));
  }

  /** The next person signs where a box was left for them. */
  askNext(document: string): void {
    const doc = this.#talk?.docs.find((one) => one.id === document);
    const [box] = doc?.later ?? [];
    if (!box) return;
    this.#call.tell("sign.ask", { document, box, later: [] });
    this.#signing(document, (talk) => withDoc(talk, document, { sign: "asked", unsigned: null, next: true }));
  }

  /** Nothing is seen before the person agrees, at their own screen. */
  askToSee(what: Wish): void {
    this.#call.tell("showing.ask", { what });
    this.#change((talk) => wished(talk, what));
  }

  seenEnough(): void {
    this.#call.tell("showing.stop", {});
  }

  /** The person reads it at once; it is noted with the outcome. */
  identify(identity: Identity): void {
    this.#call.tell("identity.result", { identity });
    keepIdentity(sessionStorage, this.seat.call, identity);
    this.#change((talk) => identified(talk, identity));
  }

  stamp(document: string, page: number): void {
    this.#call.tell("stamp.ask", { document, page });
    this.#change((talk) => stamping(talk, document, { state: "asked", copy: null, key: null }));
  }

  unstamp(copy: string): void {
    this.#call.tell("stamp.undo", { document: copy });
  }

  /** One's own free slot; the person decides, and their kiosk books it. */
  propose(slot: AgendaSlot): void {
    this.#call.tell("appointment.offer", { slot: slot.slot, desk: slot.desk, start: slot.start, end: slot.end });
    this.#change((talk) => ({ ...talk, proposed: { slot, state: "asked", key: null } }));
  }

  #over(reason: CallEnd["reason"]): void {
    keepEnded(sessionStorage, this.seat.call, reason);
    this.#change((talk) => ({ ...talk, ended: talk.ended ?? reason }));
  }

  get #talk(): Conversation | null {
    return this.store.value.conversation;
  }

  get #privacy(): Privacy {
    const { muted, cameraOff, resting } = this.store.value;
    return { muted, cameraOff, resting, paused: this.#talk?.paused ?? false };
  }

  get #ended(): boolean {
    return this.#talk?.ended !== null;
  }

  #change(change: (talk: Conversation) => Conversation): void {
    const talk = this.#talk;
    if (talk?.seat.call === this.seat.call) this.store.set({ conversation: change(talk) });
  }

  /** Who is still to sign is kept: the kiosk could not tell it again after a reload. */
  #signing(document: string, change: (talk: Conversation) => Conversation): void {
    this.#change(change);
    if (this.#talk) keepSigning(sessionStorage, this.#talk, document);
  }

  #remote(stream: MediaStream): void {
    this.store.set({ remote: stream });
    this.onRemote(stream);
  }

  /** A new generation: tell again what a new media process of the kiosk cannot know. */
  #opened(): void {
    this.#call.send("privacy.pause", { active: this.#privacy.resting });
  }

  /** The relay is told here too: the kiosk's own line to it may be away, and its seat would stay taken. */
  #goodbye(reason: CallEnd["reason"]): void {
    if (!this.#ended) this.#call.leave(reason);
    this.#over(reason);
  }

  #laidAgain(document: string): void {
    const left = signingOf(sessionStorage, this.seat.call, document);
    this.#change((talk) => withDoc(talk, document, left));
  }

  #heard(message: Message<KioskToExpert>): void {
    if (message.type === "peer.bye") this.#goodbye(message.body.reason);
    else if (message.type === "link.refusal") this.store.set({ error: message.body.key });
    else if (message.type === "sign.news") this.#signing(message.body.document, (talk) => heard(talk, message));
    else this.#change((talk) => heard(talk, message));
    if (message.type === "document.ready" && message.body.again) this.#laidAgain(message.body.document);
    if (message.type === "privacy.pause") this.withhold(false);
  }
}

function refusalOf(file: File): string {
  if (!TYPES.has(file.type)) return "document.type-unknown";
  if (file.size === 0) return "document.file-damaged";
  return file.size > MAX_DOCUMENT ? "document.size-exceeded" : "";
}
