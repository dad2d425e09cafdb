// One value, changed in one place, watched by the view.
export class Store<S> {
  #value: S;
  readonly #watchers = new Set<(value: S) => void>();

  constructor(value: S) {
    this.#value = value;
  }

  get value(): S {
    return this.#value;
  }

  set(change: Partial<S>): void {
    this.#value = { ...this.#value, ...change };
    for (const watcher of this.#watchers) watcher(this.#value);
  }

  watch(watcher: (value: S) => void): void {
    this.#watchers.add(watcher);
  }
}
