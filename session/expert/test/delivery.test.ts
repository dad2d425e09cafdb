import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT_CAP, Outbox, Seen, type Numbered } from "../src/call/delivery.ts";
import { newId, pack } from "../src/net/envelope.ts";

const DOCUMENT = newId();

class Line {
  up = true;
  sent: Numbered[] = [];
  readonly outbox = new Outbox((message) => void (this.up && this.sent.push(message)));
}

test("a request made as the connection dies is said again in the next one, in order and under its own id", () => {
  const line = new Line();
  line.outbox.tell("page.show", { document: DOCUMENT, page: 0 });
  line.outbox.tell("print.ask", { document: DOCUMENT });
  line.outbox.acknowledged(1);
  line.up = false;
  line.outbox.tell("page.show", { document: DOCUMENT, page: 1 });
  line.up = true;
  const first = line.sent.splice(0);
  line.outbox.again();
  assert.deepEqual(line.sent.map((message) => [message.type, message.seq]), [["print.ask", 2], ["page.show", 3]]);
  assert.equal(line.sent[0]?.id, first[1]?.id);
});

test("what was acknowledged is never said again", () => {
  const line = new Line();
  line.outbox.tell("print.ask", { document: DOCUMENT });
  line.outbox.acknowledged(1);
  line.sent = [];
  line.outbox.again();
  assert.deepEqual(line.sent, []);
});

test("a kiosk that never acknowledges does not make the page grow", () => {
  const line = new Line();
  for (let page = 0; page < KEPT_CAP + 5; page++) line.outbox.tell("page.show", { document: DOCUMENT, page });
  line.sent = [];
  line.outbox.again();
  assert.equal(line.sent.length, KEPT_CAP);
  assert.equal(line.sent[0]?.seq, 6);
});

test("what the kiosk says again is heard once, and only so much is remembered", () => {
  const seen = new Seen();
  const ids = Array.from({ length: 513 }, newId);
  assert.ok(ids.every((id) => seen.first(id)));
  assert.ok(ids.slice(1).every((id) => !seen.first(id)));
  assert.equal(seen.first(ids[0]!), true);
});

test("a numbered message carries its own id and number on the wire", () => {
  const { text } = pack("print.ask", { document: DOCUMENT }, { call: newId(), gen: 2, id: DOCUMENT, seq: 7 });
  const { id, seq, gen } = JSON.parse(text) as Record<string, unknown>;
  assert.deepEqual([id, seq, gen], [DOCUMENT, 7, 2]);
});
