// The expert's session: login, the queue, the seat. Talks to the relay, changes the model.
import { AgendaDesk } from "./agenda/desk.ts";
import { Alert } from "./alert.ts";
import { checkPin, pin } from "./call/pins.ts";
import { forgetNotes } from "./call/notes.ts";
import { apply, forget, OPEN, type Privacy } from "./call/privacy.ts";
import { Conversing } from "./conversation.ts";
import type { Demo } from "./markers/demo.ts";
import { forgetSeat, keepEnded, keepSeat, keptSeat, over, type KeptSeat } from "./kept.ts";
import { openMedia, stopMedia } from "./media.ts";
import type { Ending } from "./model.ts";
import { login, logout, whoAmI, type LoginResult, type Me } from "./net/api.ts";
import type { Message } from "./net/envelope.ts";
import { Wire } from "./net/wire.ts";
import { OnlyTab } from "./only.ts";
import { QueueDesk, type Alerts } from "./queueing.ts";
import { AFTER_CALL, copyOf, OUT, unsaved, type State } from "./state.ts";
import type { Store } from "./store.ts";
import type { CallEnd, ExpertWelcome, Outcome, RelayToExpert, SeatOpen } from "./generated/messages.ts";

const AVAILABLE = "vg.available";
const SERVES = "vg.serves";
const ROLE = "expert";

export class ExpertSession {
  talk: Conversing | null = null;
  readonly alert = new Alert();
  readonly agenda: AgendaDesk;
  readonly queue: QueueDesk;
  readonly #wire: Wire<"relay-to-expert">;
  readonly #only = new OnlyTab(navigator.locks, () => this.#leave());
  #beginning: string | null = null;
  #left: string | null = null;
  /** What ends a call may cross its end: that it came too late is no news. */
  readonly #parting = new Set<string>();

  constructor(
    readonly store: Store<State>,
    private readonly demo: Demo | null,
    alerts: Alerts,
  ) {
    this.#wire = new Wire("/ws/expert", "relay-to-expert", {
      message: (message) => this.#heard(message),
      up: () => this.#up(),
      down: () => void this.#down(),
      outdated: () => this.store.set({ error: "link.version-refused" }),
    });
    this.agenda = new AgendaDesk(store, (type, body) => this.#wire.send(type, body));
    this.queue = new QueueDesk(store, this.alert, alerts, (type, body) => this.#wire.send(type, body));
  }

  async start(): Promise<void> {
    // Sound is allowed only after the first touch or key on the page: also after a reload.
    window.addEventListener("pointerdown", () => this.alert.unlock(), { once: true });
    window.addEventListener("keydown", () => this.alert.unlock(), { once: true });
    const me = await whoAmI();
    this.store.set({ unreachable: me === "unreachable" });
    if (me === "unreachable") window.setTimeout(() => void this.start(), 2000);
    else if (me?.role === ROLE) await this.#enter(me);
    else this.store.set({ screen: "login" });
  }

  async login(name: string, password: string): Promise<LoginResult> {
    this.alert.unlock();
    const result = await login(name, password, ROLE);
    if (result.kind === "in") await this.#enter(result.me);
    return result;
  }

  async logout(): Promise<void> {
    this.setAvailable(false);
    this.#wire.close();
    this.#only.release();
    this.#forgetCall();
    await logout();
    this.store.set({ ...OUT, screen: "login", me: null, expired: false });
  }

  setAvailable(available: boolean): void {
    this.alert.unlock();
    sessionStorage.setItem(AVAILABLE, String(available));
    this.store.set({ available });
    this.#wire.send("expert.available", { available });
    this.queue.draw();
    if (available) void this.ensureMedia();
    else if (!this.talk) this.#releaseMedia();
  }

  /** Take only people for these. */
  serve(serves: readonly string[]): void {
    sessionStorage.setItem(SERVES, JSON.stringify(serves));
    this.store.set({ serves });
    this.#wire.send("expert.serves", { skills: [...serves] });
  }

  /** A word to those who wait at a counter; an empty one withdraws it. */
  tell(desk: string, text: string): void {
    this.#wire.send("desk.say", { desk, text });
  }

  async ensureMedia(): Promise<void> {
    if (this.store.value.local) return;
    const local = await openMedia(this.demo);
    this.store.set({ local, noMedia: local === null });
  }

  dismissError(): void {
    this.store.set({ error: null });
  }

  /** Of this side only: the pause is told to the kiosk. */
  setPrivacy(change: Partial<Omit<Privacy, "paused">>): void {
    this.store.set(change);
    this.talk?.withhold(change.resting !== undefined);
  }

  /** A signature box is being drawn on this document. */
  place(document: string | null): void {
    this.store.set({ placing: document });
  }

  /** The answer to a changed key: remember the new one, or give the person back. */
  answerNewKey(accept: boolean): void {
    const seat = this.store.value.newKey;
    if (!seat) return;
    this.store.set({ newKey: null });
    if (accept) {
      pin(localStorage, seat.kiosk_id, seat.kiosk_key);
      void this.#begin(seat);
    } else {
      this.#hangUp(seat, "fault");
      this.store.set({ error: "call.fingerprint-refused" });
    }
  }

  /** Serve in this tab, and let the other one go. */
  async continueHere(): Promise<void> {
    await this.#only.steal();
    this.#begins();
  }

  /** Closing or reloading this page now would end a call, or lose a signed copy. */
  wouldLose(): boolean {
    const { conversation, screen } = this.store.value;
    if (screen !== "call" || !conversation) return false;
    return conversation.ended === null || unsaved(this.store.value).length > 0;
  }

  /** A signed copy was saved. */
  noteSaved(document: string): void {
    const doc = this.store.value.conversation?.docs.find((one) => one.id === document);
    if (doc) this.store.set({ saved: [...this.store.value.saved, copyOf(doc)] });
  }

  /** Close the case; ask first when a signed copy would be lost. */
  conclude(outcome: Outcome["outcome"]): void {
    if (unsaved(this.store.value).length > 0) this.store.set({ concluding: outcome });
    else this.finish(outcome);
  }

  /** Not yet: the signed copy is to be saved first. */
  keepOpen(): void {
    this.store.set({ concluding: null });
  }

  /** Close the case and go back to the queue. */
  finish(outcome: Outcome["outcome"]): void {
    const { conversation } = this.store.value;
    if (conversation) {
      const { seat, showing } = conversation;
      const note = { ticket: seat.ticket, outcome, identity: showing.identity };
      this.#parting.add(this.#wire.tell("call.outcome", note));
    }
    this.#forgetCall();
    this.talk = null;
    this.store.set({ ...AFTER_CALL });
    apply(OPEN, this.store.value.local);
    if (!this.store.value.available) this.#releaseMedia();
    this.queue.draw();
  }

  async #enter(me: Me): Promise<void> {
    this.store.set({ me, expired: false });
    if ((await this.#only.claim()) === "held") this.#begins();
    else this.store.set({ screen: "elsewhere" });
  }

  #begins(): void {
    this.store.set({ screen: "counter", available: sessionStorage.getItem(AVAILABLE) === "true" });
    const kept = keptSeat(sessionStorage);
    if (kept?.ended) this.#conclude(kept, kept.ended);
    this.#wire.open();
  }

  /** Another tab serves from now on: it also takes the call that is under way here. */
  #leave(): void {
    this.#wire.close();
    this.talk?.endedBy("lost");
    this.talk = null;
    this.#forgetCall();
    this.alert.calm();
    this.#releaseMedia();
    this.store.set({ ...OUT, screen: "elsewhere" });
  }

  #up(): void {
    const { available } = this.store.value;
    this.store.set({ online: true });
    this.#wire.send("expert.available", { available });
    const call = this.#underWay();
    this.#wire.send("seat.return", {}, call === null ? {} : { call });
    this.agenda.ask();
    if (available) void this.ensureMedia();
  }

  /** The call of which this page saw no end: the one it has, or had when it was reloaded. */
  #underWay(): string | null {
    const { conversation, newKey } = this.store.value;
    if (newKey) return newKey.call;
    if (conversation) return conversation.ended === null ? conversation.seat.call : null;
    const kept = keptSeat(sessionStorage);
    return kept?.ended === null ? kept.call : null;
  }

  async #down(): Promise<void> {
    this.store.set({ online: false, taking: false, ringing: null });
    if ((await whoAmI()) !== null || this.store.value.screen === "call") return;
    this.#wire.close();
    this.#only.release();
    this.alert.calm();
    this.store.set({ ...OUT, screen: "login", me: null, expired: true });
  }

  #heard(message: Message<RelayToExpert>): void {
    switch (message.type) {
      case "expert.welcome":
        return this.#welcomed(message.body);
      case "desks.state":
        return this.store.set({ counters: message.body.desks });
      case "waiting.list":
        return this.queue.told(message.body);
      case "agenda.state":
        return this.agenda.told(message.body);
      case "slot.recoded":
        return this.agenda.recoded(message.body);
      case "agenda.changed":
        return this.agenda.ask();
      case "seat.open":
        return this.#seat(message.body);
      case "call.answer":
        return this.talk?.answered(message.body, message.gen);
      case "call.reoffer":
        return this.talk?.reoffer(message.body);
      case "call.end":
        return this.#ended(message.call, message.body.reason);
      case "link.refusal":
        return this.#refused(message.body.key, message.body.about);
    }
  }

  /** What was ticked before a reload or a lost line is told again; what is no longer theirs falls out. */
  #welcomed({ desks, skills }: ExpertWelcome): void {
    const all = skills.map(({ skill }) => skill);
    const kept: unknown = JSON.parse(sessionStorage.getItem(SERVES) ?? "[]");
    const ticked = all.filter((skill) => Array.isArray(kept) && kept.includes(skill));
    this.store.set({ desks, skills, serves: ticked.length > 0 ? ticked : all });
    if (ticked.length > 0 && ticked.length < all.length) this.serve(ticked);
  }

  #seat(seat: SeatOpen): void {
    // Hung up while the line was away: the relay does not know yet.
    if (seat.call === this.#left) return this.#hangUp(seat, "expert");
    if (this.talk?.seat.call === seat.call) return this.talk.renew(seat);
    const pinned = checkPin(localStorage, seat.kiosk_id, seat.kiosk_key);
    if (pinned === "changed") return this.store.set({ newKey: seat, taking: false, ringing: null });
    pin(localStorage, seat.kiosk_id, seat.kiosk_key);
    void this.#begin(seat);
  }

  async #begin(seat: SeatOpen): Promise<void> {
    if (this.#beginning === seat.call) return;
    this.#beginning = seat.call;
    keepSeat(sessionStorage, seat);
    await this.ensureMedia();
    // It ended while the camera opened.
    if (this.#beginning !== seat.call) return;
    this.#beginning = null;
    this.talk?.endedBy("lost");
    this.talk = new Conversing(
      this.store,
      seat,
      this.store.value.local,
      (type, body, address) => {
        const id = this.#wire.send(type, body, address);
        if (type === "call.end") this.#leftCall(address.call, id);
      },
      (stream) => this.demo?.listen(stream),
      () => this.#wire.doubt(),
    );
  }

  /** `call` is over, as the relay says; `null`: whatever call there is. */
  #ended(call: string | null, reason: CallEnd["reason"]): void {
    const { newKey } = this.store.value;
    if (newKey && (call ?? newKey.call) === newKey.call) this.store.set({ newKey: null, error: "queue.seat-stale" });
    if (this.talk && (call ?? this.talk.seat.call) === this.talk.seat.call) return this.talk.endedBy(reason);
    const kept = keptSeat(sessionStorage);
    if (kept === null || kept.call !== call || kept.ended !== null) return;
    // What the relay says of a call that was over before this page came back is not why it ended.
    this.#conclude(kept, this.#beginning === call ? reason : "away");
    this.#beginning = null;
  }

  /** Of a call that has no connection here, all there is left to do. */
  #conclude(kept: KeptSeat, ended: Ending): void {
    this.#left = kept.call;
    keepEnded(sessionStorage, kept.call, ended);
    this.store.set({ conversation: over(sessionStorage, kept, ended), screen: "call" });
  }

  #hangUp({ call, generation }: SeatOpen, reason: CallEnd["reason"]): void {
    this.#leftCall(call, this.#wire.send("call.end", { reason }, { call, gen: generation }));
  }

  /** This side is done with a call: should the line be away, it is ended when the relay speaks of it again. */
  #leftCall(call: string, told: string | null): void {
    this.#left = call;
    if (told) this.#parting.add(told);
  }

  #refused(key: string, about: string): void {
    if (this.#parting.delete(about) && key === "queue.seat-stale") return;
    this.queue.refused(about);
    const ended = this.store.value.conversation?.ended ?? null;
    // A message of ours that crossed the end of the call is no news.
    if (key === "queue.seat-stale" && ended !== null) return;
    this.store.set({ error: key });
    if (key === "queue.seat-stale") this.talk?.endedBy("lost");
  }

  #forgetCall(): void {
    this.#beginning = null;
    forget(sessionStorage);
    forgetNotes(sessionStorage);
    forgetSeat(sessionStorage);
  }

  #releaseMedia(): void {
    if (this.demo) return;
    stopMedia(this.store.value.local);
    this.store.set({ local: null });
  }
}
