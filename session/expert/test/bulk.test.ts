import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { BulkReceiver, BulkSender, CHUNK, frame, unframe, type Received } from "../src/call/bulk.ts";
import { genuine, savedAs } from "../src/call/genuine.ts";
import type { BulkState, DocumentOffer } from "../src/generated/messages.ts";

const ID = "00112233445566778899aabbccddeeff";
const PDF = "%PDF-1.7";

function offerOf(data: Uint8Array): DocumentOffer {
  const sha256 = createHash("sha256").update(data).digest("hex");
  const size = data.byteLength;
  return { document: ID, kind: "file", name: "a.pdf", size, sha256, media_type: "application/pdf", of: null, page: null };
}

function bytes(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (i < PDF.length ? PDF.charCodeAt(i) : (i * 31) % 251));
}

class Wire {
  readyState = "open" as const;
  bufferedAmount = 0;
  frames: ArrayBuffer[] = [];
  send(data: unknown): void {
    this.frames.push((data as Uint8Array<ArrayBuffer>).slice().buffer);
    this.bufferedAmount += (data as Uint8Array).byteLength;
  }
}

interface Ends {
  states: BulkState[];
  done: Received[];
  broken: DocumentOffer[];
  receiver: BulkReceiver;
}

function receiving(): Ends {
  const ends = { states: [] as BulkState[], done: [] as Received[], broken: [] as DocumentOffer[] };
  const receiver = new BulkReceiver(
    (state) => ends.states.push(state),
    (received) => ends.done.push(received),
    (offer) => ends.broken.push(offer),
  );
  return { ...ends, receiver };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a frame is 16 bytes of id, eight of offset, then the data", () => {
  const raw = frame(ID, 65536, new Uint8Array([1, 2]));
  assert.equal(raw.byteLength, 26);
  assert.deepEqual(unframe(raw.buffer), { document: ID, offset: 65536, data: new Uint8Array([1, 2]) });
  assert.equal(unframe(new ArrayBuffer(24)), null);
  assert.equal(unframe(new ArrayBuffer(24 + CHUNK + 1)), null);
});

test("nothing leaves before the receiver said where it stands, and never more than the channel may hold", () => {
  const wire = new Wire();
  const sender = new BulkSender(() => undefined, () => undefined);
  sender.add(offerOf(bytes(1 << 20)), bytes(1 << 20));
  sender.attach(wire);
  assert.equal(wire.frames.length, 0);
  sender.heard({ document: ID, offset: 0, cap: 1 << 30, complete: false });
  assert.ok(wire.bufferedAmount <= 192 * 1024 + CHUNK + 24);
});

test("a document resumes at its offset in the next generation", async () => {
  const data = bytes(400_000);
  const ends = receiving();
  const offers: DocumentOffer[] = [];
  const sender = new BulkSender((offer) => offers.push(offer), () => undefined);
  const first = new Wire();
  sender.add(offerOf(data), data);
  sender.attach(first);
  ends.receiver.offered(offers.at(-1) as DocumentOffer);
  sender.heard(ends.states.at(-1) as BulkState);
  for (const raw of first.frames.slice(0, 2)) await ends.receiver.bytes(raw);
  sender.detach();
  const second = new Wire();
  sender.attach(second);
  ends.receiver.offered(offers.at(-1) as DocumentOffer);
  assert.equal(ends.states.at(-1)?.offset, 2 * CHUNK);
  sender.heard(ends.states.at(-1) as BulkState);
  for (let i = 0; i < second.frames.length; i++) {
    await ends.receiver.bytes(second.frames[i] as ArrayBuffer);
    second.bufferedAmount = 0;
    sender.pump();
  }
  await settled();
  assert.deepEqual(ends.done[0]?.data, data);
  assert.equal(offers.length, 2);
  assert.equal(ends.states.at(-1)?.complete, true);
});

test("a wrong hash or too much is reported and never handed on", async () => {
  const data = bytes(1000);
  const ends = receiving();
  ends.receiver.offered({ ...offerOf(data), sha256: "0".repeat(64) });
  await ends.receiver.bytes(frame(ID, 0, data).buffer);
  await settled();
  assert.equal(ends.broken.length, 1);
  ends.receiver.offered({ ...offerOf(data), size: 60 << 20 });
  assert.equal(ends.broken.length, 2);
  ends.receiver.offered(offerOf(data));
  await ends.receiver.bytes(frame(ID, 0, bytes(1001)).buffer);
  assert.equal(ends.broken.length, 3);
  assert.equal(ends.done.length, 0);
});

test("a refused document is not waited for by the kiosk", () => {
  const ends = receiving();
  ends.receiver.offered({ ...offerOf(bytes(9)), size: 60 << 20 });
  assert.deepEqual(ends.states, [{ document: ID, offset: 0, cap: 0, complete: false }]);
});

test("a file that lies about its type is dropped, and what is true of it is told", async () => {
  const ends = receiving();
  const lie = new TextEncoder().encode("<script>alert(1)</script>");
  ends.receiver.offered(offerOf(lie));
  await ends.receiver.bytes(frame(ID, 0, lie).buffer);
  await settled();
  assert.deepEqual([ends.broken.length, ends.done.length], [1, 0]);
  ends.receiver.offered({ ...offerOf(bytes(100)), media_type: "text/html" });
  await ends.receiver.bytes(frame(ID, 0, bytes(100)).buffer);
  await settled();
  assert.equal(ends.done[0]?.type, "application/pdf");
  assert.equal(genuine("page", bytes(100)), null);
  assert.equal(genuine("page", new TextEncoder().encode("RIFF....WEBPVP8 ")), "image/webp");
});

test("a million small documents are stopped before they fill the page", () => {
  const ends = receiving();
  for (let n = 0; n < 30_000; n++) ends.receiver.offered({ ...offerOf(bytes(9)), document: n.toString(16).padStart(32, "0") });
  assert.equal(ends.states.filter((state) => state.cap > 0).length, 25_600);
});

test("a name leads nowhere and ends as what it is", () => {
  assert.equal(savedAs("../../x\0\u202efdp.exe"), "x fdp.exe.pdf");
  assert.equal(savedAs("attestation - signé.pdf"), "attestation - signé.pdf");
  assert.equal(savedAs("..."), "document.pdf");
});
