// The agent's session: login, tiles, orders.
import { Alert } from "../alert.ts";
import { login, logout, whoAmI, type LoginResult, type Me } from "../net/api.ts";
import type { Message } from "../net/envelope.ts";
import { Wire } from "../net/wire.ts";
import { Store } from "../store.ts";
import type { AgentCommand, KioskTile, OrientationState, RelayToAgent } from "../generated/messages.ts";
import { newCalls, ordered, stillClosing, tileState } from "./tiles.ts";

export interface AgentState {
  screen: "loading" | "login" | "kiosks";
  unreachable: boolean;
  expired: boolean;
  /** Kiosks told to close while somebody uses them: they close after that visit. */
  closing: readonly string[];
  me: Me | null;
  townHall: string;
  online: boolean;
  kiosks: KioskTile[];
  guide: OrientationState | null;
  error: string | null;
}

const ROLE = "agent";
const START: AgentState = {
  screen: "loading",
  unreachable: false,
  expired: false,
  closing: [],
  me: null,
  townHall: "",
  online: false,
  kiosks: [],
  guide: null,
  error: null,
};

export class AgentSession {
  readonly store = new Store(START);
  readonly #alert = new Alert();
  readonly #wire: Wire<"relay-to-agent">;

  constructor(
    private readonly alertTitle: string,
    private readonly alertBody: string,
  ) {
    this.#wire = new Wire("/ws/agent", "relay-to-agent", {
      message: (message) => this.#heard(message),
      up: () => this.store.set({ online: true }),
      down: () => void this.#down(),
      outdated: () => this.store.set({ error: "link.version-refused" }),
    });
  }

  async start(): Promise<void> {
    // Sound is allowed only after the first touch or key on the page.
    window.addEventListener("pointerdown", () => this.#alert.unlock(), { once: true });
    window.addEventListener("keydown", () => this.#alert.unlock(), { once: true });
    const me = await whoAmI();
    this.store.set({ unreachable: me === "unreachable" });
    if (me === "unreachable") window.setTimeout(() => void this.start(), 2000);
    else if (me?.role === ROLE) this.#enter(me);
    else this.store.set({ screen: "login" });
  }

  async login(name: string, password: string): Promise<LoginResult> {
    const result = await login(name, password, ROLE);
    if (result.kind === "in") this.#enter(result.me);
    return result;
  }

  async logout(): Promise<void> {
    this.#wire.close();
    await logout();
    this.#alert.calm();
    this.store.set({ ...START, screen: "login" });
  }

  command(tile: KioskTile, command: AgentCommand["command"]): void {
    const { closing } = this.store.value;
    const others = closing.filter((kiosk) => kiosk !== tile.kiosk);
    if (!this.#wire.send("agent.command", { kiosk: tile.kiosk, command })) return;
    if (command === "close") this.store.set({ closing: [...others, tile.kiosk] });
    if (command === "open") this.store.set({ closing: others });
  }

  /** Ask for the table of whom to turn to, with what is open now. */
  orient(): void {
    this.#wire.send("orientation.ask", {});
  }

  dismissError(): void {
    this.store.set({ error: null });
  }

  #enter(me: Me): void {
    this.store.set({ me, screen: "kiosks" });
    this.#wire.open();
  }

  async #down(): Promise<void> {
    this.store.set({ online: false });
    if ((await whoAmI()) !== null) return;
    this.#wire.close();
    this.#alert.calm();
    this.store.set({ ...START, screen: "login", expired: true });
  }

  #heard(message: Message<RelayToAgent>): void {
    switch (message.type) {
      case "agent.welcome":
        return this.store.set({ townHall: message.body.town_hall });
      case "link.refusal":
        return this.store.set({ error: message.body.key });
      case "orientation.state":
        return this.store.set({ guide: message.body });
      case "kiosks.state": {
        const calls = newCalls(this.store.value.kiosks, message.body.kiosks);
        const closing = stillClosing(this.store.value.closing, message.body.kiosks);
        this.store.set({ kiosks: ordered(message.body.kiosks), closing });
        if (calls.length > 0) {
          this.#alert.chime();
          this.#alert.notify(this.alertBody);
        }
        if (this.store.value.kiosks.some((tile) => tileState(tile) === "help")) this.#alert.title(this.alertTitle);
        else this.#alert.calm();
      }
    }
  }
}
