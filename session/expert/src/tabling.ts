// What the page's buttons do on the table: marks, fields, sheets looked up in the kiosk's own content.
import type { Call } from "./call/call.ts";
import type { ContentHit } from "./generated/messages.ts";
import type { Point } from "./geometry.ts";
import { newDoc, type Conversation, type View } from "./model.ts";
import { newId } from "./net/envelope.ts";
import { marked, thinned, wipeable, wiped, type Mark } from "./table.ts";

/** A line as the kiosk takes it. */
export const VALUE_MAX = 400;

export class Tabling {
  constructor(
    private readonly call: Call,
    private readonly change: (change: (talk: Conversation) => Conversation) => void,
    private readonly talk: () => Conversation | null,
  ) {}

  /** A reloaded page has lost what lies here: the kiosk tells it again. */
  ask(): void {
    this.call.tell("table.ask", {});
  }

  mark(view: View, kind: Mark["kind"], path: readonly Point[]): void {
    const points = thinned(path).map(({ x, y }) => ({ x, y }));
    const talk = this.talk();
    if (points.length < 2 || !talk) return;
    const mark = { ...view, mark: newId(), kind, by: "expert" as const, points };
    if (marked(talk.table, { ...mark, mine: true }) === talk.table) return;
    this.call.tell("mark.add", mark);
    this.change((now) => ({ ...now, table: marked(now.table, { ...mark, mine: true }) }));
  }

  /** Our newest mark, or all marks of both. */
  wipe(document: string, all: boolean): void {
    const talk = this.talk();
    const marks = talk ? wipeable(talk.table, document, all) : [];
    if (marks.length === 0) return;
    this.call.tell("mark.remove", { document, marks });
    this.change((now) => ({ ...now, table: wiped(now.table, document, marks) }));
  }

  /** Propose what stands in a field; the kiosk says what became of it. */
  fill(document: string, name: string, text: string): void {
    this.call.tell("form.prefill", { document, values: [{ name, text: text.slice(0, VALUE_MAX) }] });
  }

  /** Show a field to the person; `null` ends it. */
  show(document: string, name: string | null): void {
    this.call.tell("field.show", { document, name: name ?? "" });
    this.change((now) => ({ ...now, table: { ...now.table, pointed: name === null ? null : { document, name } } }));
  }

  find(query: string): void {
    const words = query.trim().slice(0, 200);
    if (words) this.call.send("content.find", { query: words });
  }

  /** Lay the kiosk's own copy on the table. */
  propose(hit: ContentHit): void {
    const id = newId();
    const doc = { ...newDoc(id, hit.title, 0), state: "checking" as const };
    this.change((now) => ({ ...now, docs: [doc, ...now.docs] }));
    this.call.tell("content.propose", { document: id, sheet: hit.sheet, form: hit.form });
  }
}
