import assert from "node:assert/strict";
import { test } from "node:test";

/** A web socket that opens and answers when it is told to. */
class Line {
  static readonly OPEN = 1;
  static made: Line[] = [];
  readyState = 0;
  sent: string[] = [];
  ids: string[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    Line.made.push(this);
  }

  send(text: string): void {
    const { type, id } = JSON.parse(text) as { type: string; id: string };
    this.sent.push(type);
    this.ids.push(id);
  }

  close(): void {
    this.readyState = 3;
  }

  opens(): void {
    this.readyState = Line.OPEN;
    this.onopen?.();
  }

  answers(): void {
    this.onmessage?.({ data: "{}" });
  }
}

/** A window whose time passes when it is told to. */
const clock = {
  now: 0,
  next: 1,
  due: new Map<number, { at: number; every: number; work: () => void }>(),
  listeners: {} as Record<string, () => void>,
  pass(ms: number): void {
    const end = clock.now + ms;
    for (;;) {
      const [id, first] = [...clock.due].sort(([, a], [, b]) => a.at - b.at)[0] ?? [0, null];
      if (!first || first.at > end) break;
      clock.now = first.at;
      if (first.every) first.at += first.every;
      else clock.due.delete(id);
      first.work();
    }
    clock.now = end;
  },
  set(work: () => void, ms: number, every: number): number {
    clock.due.set(clock.next, { at: clock.now + ms, every, work });
    return clock.next++;
  },
};
const { pass } = clock;
Object.defineProperty(globalThis, "performance", { value: { now: () => clock.now } });
Object.assign(globalThis, {
  WebSocket: Line,
  location: { protocol: "https:", host: "relais.test" },
  window: {
    setTimeout: (work: () => void, ms: number) => clock.set(work, ms, 0),
    setInterval: (work: () => void, ms: number) => clock.set(work, ms, ms),
    clearTimeout: (id: number) => clock.due.delete(id),
    clearInterval: (id: number) => clock.due.delete(id),
    addEventListener: (name: string, heard: () => void) => (clock.listeners[name] = heard),
  },
});
const { Wire } = await import("../src/net/wire.ts");

let states: string[] = [];
function begun(): { wire: InstanceType<typeof Wire<"relay-to-expert">>; line: Line } {
  states = [];
  Line.made = [];
  clock.due.clear();
  const wire = new Wire("/ws/expert", "relay-to-expert", {
    message: () => undefined,
    up: () => states.push("up"),
    down: () => states.push("down"),
    outdated: () => states.push("outdated"),
  });
  wire.open();
  const line = Line.made[0];
  assert.ok(line);
  line.opens();
  return { wire, line };
}

test("a socket that answers is kept, however long nothing happens", () => {
  const { line } = begun();
  for (let round = 0; round < 10; round += 1) {
    pass(8000);
    line.answers();
  }
  assert.deepEqual(states, ["up"]);
  assert.ok(line.sent.every((type) => type === "link.ping"));
  assert.ok(line.sent.length >= 9);
});

test("a socket whose other end is gone is left for a new one, though it never says that it closed", () => {
  const { line } = begun();
  pass(15_000);
  assert.deepEqual(states, ["up", "down"]);
  assert.equal(line.readyState, 3);
  Line.made[1]?.opens();
  assert.equal(states.at(-1), "up");
});

test("in doubt it is known within two seconds, and a good line is not given up", () => {
  const { wire, line } = begun();
  wire.doubt();
  line.answers();
  pass(2500);
  assert.deepEqual(states, ["up"]);
  wire.doubt();
  pass(2500);
  assert.deepEqual(states, ["up", "down"]);
});

test("what is told while the line is away is sent once, first of all when it is back, and never after a log-out", () => {
  const { wire, line } = begun();
  const note = { ticket: "t", outcome: "solved", identity: null } as const;
  line.onclose?.();
  const id = wire.tell("call.outcome", note);
  assert.equal(wire.send("expert.available", { available: true }), null);
  pass(1000);
  Line.made[1]?.opens();
  assert.deepEqual(Line.made[1]?.sent, ["call.outcome"]);
  assert.deepEqual(Line.made[1]?.ids, [id], "by the id it was told with");
  Line.made[1]?.onclose?.();
  wire.tell("call.outcome", note);
  wire.close();
  wire.open();
  Line.made[2]?.opens();
  assert.deepEqual(Line.made[2]?.sent, []);
});

test("a new connection that nobody accepts is given up and tried again", () => {
  const { wire } = begun();
  wire.doubt();
  pass(30_000);
  assert.ok(Line.made.length >= 4);
  assert.equal(states.filter((state) => state === "up").length, 1);
});

test("a network that is back is tried at once", () => {
  const { wire } = begun();
  wire.doubt();
  pass(40_000);
  const before = Line.made.length;
  pass(6000); // whatever is being tried now is given up
  clock.listeners["online"]?.();
  assert.ok(Line.made.length > before);
});

test("closed, nothing is asked or opened any more", () => {
  const { wire, line } = begun();
  wire.close();
  wire.doubt();
  pass(60_000);
  assert.deepEqual(states, ["up"]);
  assert.deepEqual(line.sent, []);
  assert.equal(Line.made.length, 1);
});

test("a relay of another version is told apart from one that says nothing of use", () => {
  const { line } = begun();
  line.answers();
  assert.deepEqual(states, ["up"]);
  line.onmessage?.({ data: JSON.stringify({ v: 2, type: "expert.welcome" }) });
  assert.deepEqual(states, ["up", "outdated"]);
});
