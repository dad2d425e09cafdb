// What lies on the table besides the papers: marks, fields and what stands in them, sheets that were looked up.
import type {
  ContentFound,
  FieldShape,
  FormFields,
  FormNews,
  FormValues,
  KioskToExpert,
  MarkAdd,
  SeenValue,
} from "./generated/messages.ts";
import type { Message } from "./net/envelope.ts";

export interface Mark extends MarkAdd {
  mine: boolean;
}

export interface Form {
  fields: readonly FieldShape[];
  /** How many fields the kiosk has told of; they come in several messages. */
  total: number;
  values: Readonly<Record<string, SeenValue>>;
  /** The person lets us see what they write. */
  watched: boolean;
  news: FormNews | null;
}

export interface Table {
  marks: readonly Mark[];
  forms: Readonly<Record<string, Form>>;
  /** The field we are showing. */
  pointed: { document: string; name: string } | null;
  found: ContentFound | null;
}

export const EMPTY: Table = { marks: [], forms: {}, pointed: null, found: null };

/** Marks on one document, as the kiosk takes them. */
export const MARKS_AT_ONCE = 200;
/** Points of one mark, as the kiosk takes them. */
export const MARK_POINTS = 300;
const MAX_FIELDS = 2000;

const blank: Form = { fields: [], total: 0, values: {}, watched: false, news: null };

export function formOf(table: Table, document: string): Form {
  return table.forms[document] ?? blank;
}

function withForm(table: Table, document: string, change: Partial<Form>): Table {
  return { ...table, forms: { ...table.forms, [document]: { ...formOf(table, document), ...change } } };
}

export function marked(table: Table, mark: Mark): Table {
  const there = table.marks.filter((one) => one.document === mark.document);
  if (there.length >= MARKS_AT_ONCE || there.some((one) => one.mark === mark.mark)) return table;
  return { ...table, marks: [...table.marks, mark] };
}

export function wiped(table: Table, document: string, marks: readonly string[]): Table {
  const gone = new Set(marks);
  return { ...table, marks: table.marks.filter((one) => one.document !== document || !gone.has(one.mark)) };
}

/** Our newest mark on a document, or all marks on it. */
export function wipeable(table: Table, document: string, all: boolean): string[] {
  const here = table.marks.filter((one) => one.document === document);
  return (all ? here : here.filter((one) => one.mine).slice(-1)).map((one) => one.mark);
}

/** As many points as a message carries, the ends among them. */
export function thinned<T>(points: readonly T[]): T[] {
  if (points.length <= MARK_POINTS) return [...points];
  const step = (points.length - 1) / (MARK_POINTS - 1);
  return Array.from({ length: MARK_POINTS }, (_, rank) => points[Math.round(rank * step)] as T);
}

function fields(table: Table, body: FormFields): Table {
  const form = formOf(table, body.document);
  if (body.start > MAX_FIELDS || body.start > form.fields.length) return table;
  const known = [...form.fields.slice(0, body.start), ...body.fields];
  return withForm(table, body.document, { fields: known, total: body.total });
}

function values(table: Table, body: FormValues): Table {
  const form = formOf(table, body.document);
  const told = Object.fromEntries(body.values.map((value) => [value.name, value]));
  return withForm(table, body.document, {
    values: body.whole ? told : { ...form.values, ...told },
    watched: body.watched,
  });
}

/** What stands in a field for us: empty also where the person does not show it. */
export function textIn(form: Form, name: string): string {
  return form.values[name]?.text ?? "";
}

/** The fields of one page, with the buttons of a choice each in its own place. */
export function fieldsOn(form: Form, page: number): readonly FieldShape[] {
  return form.fields.filter((field) => field.box.page === page);
}

/** One line for each field: the buttons of one choice together. */
export function lines(form: Form): { name: string; label: string; choices: string[]; shape: FieldShape }[] {
  const found = new Map<string, { name: string; label: string; choices: string[]; shape: FieldShape }>();
  for (const shape of form.fields) {
    const line = found.get(shape.name);
    if (line) line.choices.push(...shape.choices.filter((choice) => !line.choices.includes(choice)));
    else found.set(shape.name, { name: shape.name, label: shape.label, choices: [...shape.choices], shape });
  }
  return [...found.values()];
}

/** What the kiosk said of the table. */
export function heardTable(table: Table, message: Message<KioskToExpert>): Table {
  switch (message.type) {
    case "mark.add":
      return marked(table, { ...message.body, mine: message.body.by === "expert" });
    case "mark.remove":
      return wiped(table, message.body.document, message.body.marks);
    case "form.fields":
      return fields(table, message.body);
    case "form.values":
      return values(table, message.body);
    case "form.news":
      return withForm(table, message.body.document, { news: message.body });
    case "content.found":
      return { ...table, found: message.body };
    default:
      return table;
  }
}
