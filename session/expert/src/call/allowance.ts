// How much of one kind of input is taken: a token bucket.
export class Allowance {
  #left: number;
  #at: number;

  /** `burst` at once, `perSecond` after that; `clock` gives seconds. */
  constructor(
    private readonly clock: () => number,
    private readonly burst: number,
    private readonly perSecond: number,
  ) {
    this.#left = burst;
    this.#at = clock();
  }

  /** Use one; false when there is none. */
  take(): boolean {
    const now = this.clock();
    this.#left = Math.min(this.burst, this.#left + (now - this.#at) * this.perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
