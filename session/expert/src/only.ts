// One tab at a time serves: a second one would take the call away from the first.
const NAME = "vg.expert";
/** A reloaded page finds the lock of its own past for a moment. */
const OWN_PAST_MS = 1500;

export type Held = "held" | "elsewhere";

/** The lock of this browser profile, released by the browser itself when a tab closes or dies. */
export class OnlyTab {
  #release: (() => void) | null = null;

  constructor(
    private readonly locks: Pick<LockManager, "request">,
    /** Another tab took it. */
    private readonly onTaken: () => void,
  ) {}

  /** Take it when it is free within a moment. */
  claim(patienceMs = OWN_PAST_MS): Promise<Held> {
    return this.#request({ signal: AbortSignal.timeout(patienceMs) });
  }

  /** Take it from whoever has it. */
  steal(): Promise<Held> {
    return this.#request({ steal: true });
  }

  /** Let another tab have it. */
  release(): void {
    this.#release?.();
    this.#release = null;
  }

  #request(options: LockOptions): Promise<Held> {
    if (this.#release) return Promise.resolve("held");
    return new Promise((resolve) => {
      this.locks
        .request(NAME, options, () => {
          resolve("held");
          return new Promise<void>((done) => {
            this.#release = done;
          });
        })
        .catch(() => {
          // Not granted in time, or granted and stolen since.
          if (this.#release) this.onTaken();
          this.#release = null;
          resolve("elsewhere");
        });
    });
  }
}
