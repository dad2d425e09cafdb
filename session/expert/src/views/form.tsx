// A form filled together: its fields over the page, and a list of them in which values are proposed.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../i18n/text.ts";
import type { FieldShape } from "../generated/messages.ts";
import type { Tabling } from "../tabling.ts";
import { VALUE_MAX } from "../tabling.ts";
import { fieldsOn, lines, textIn, type Form, type Table } from "../table.ts";
import { Button, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  document: string;
  form: Form;
  table: Table;
  tabling: Tabling;
}

/** What stands in the fields of one page, drawn over it as the kiosk draws it. */
export function FieldLayer({ form, table, document, page }: Omit<Props, "tabling"> & { page: number }) {
  const { say } = useWords();
  const { pointed } = table;
  return (
    <>
      {fieldsOn(form, page).map((field, rank) => {
        const value = form.values[field.name];
        const text = shownIn(field, form);
        const shown = pointed?.document === document && pointed.name === field.name;
        const { x, y, w, h } = field.box;
        return (
          <div
            key={`${field.name}/${rank}`}
            class={`field${shown ? " field--shown" : ""}${value ? ` field--${value.by}` : ""}`}
            data-field={field.name}
            style={{ left: `${100 * x}%`, top: `${100 * y}%`, width: `${100 * w}%`, height: `${100 * h}%` }}
            title={field.label}
          >
            <span>{value && value.text === null ? say("form.hidden") : text}</span>
          </div>
        );
      })}
    </>
  );
}

function shownIn(field: FieldShape, form: Form): string {
  const text = textIn(form, field.name);
  if (field.kind === "text" || field.kind === "choice") return text;
  return text !== "" && (field.choices.includes(text) || field.choices.length === 0) ? "✕" : "";
}

/** The list of fields: propose a value, show the field to the person, see who wrote what. */
export function FormPanel({ document, form, table, tabling }: Props) {
  const { say } = useWords();
  const { news } = form;
  return (
    <section class="panel panel--form" aria-labelledby="form-title" data-watched={form.watched}>
      <h2 id="form-title">{say("form.title")}</h2>
      <p class="hint" role="status">
        {say(form.watched ? "form.watched" : "form.unwatched")}
      </p>
      {news && (
        <p class={news.state === "agreed" ? "form__news" : "form__news form__news--warn"} role="status" data-news={news.state}>
          {news.state === "refused" ? errorText(say, news.key ?? "").sentence : say(`form.${news.state}`)}
        </p>
      )}
      <ul class="fields">
        {lines(form).map((line) => (
          <Line
            key={line.name}
            line={line}
            form={form}
            shown={table.pointed?.document === document && table.pointed.name === line.name}
            onFill={(text) => tabling.fill(document, line.name, text)}
            onShow={(show) => tabling.show(document, show ? line.name : null)}
          />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  line: ReturnType<typeof lines>[number];
  form: Form;
  shown: boolean;
  onFill: (text: string) => void;
  onShow: (show: boolean) => void;
}

function Line({ line, form, shown, onFill, onShow }: LineProps) {
  const { say } = useWords();
  const value = form.values[line.name];
  const text = textIn(form, line.name);
  const id = `field-${line.name}`;
  const theirs = value?.by === "citizen" && value.text !== "";
  // What is being typed: other news must not take it away before it is proposed.
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => setDraft(null), [text, theirs, form.news]);
  return (
    <li class={shown ? "fields__line fields__line--shown" : "fields__line"} data-line={line.name}>
      <label for={id}>
        {line.label}
        {line.shape.required && <abbr title={say("form.required")}> *</abbr>}
      </label>
      <div class="fields__row">
        {line.choices.length > 0 ? (
          <select id={id} value={text} disabled={theirs} onChange={(event) => onFill(event.currentTarget.value)}>
            <option value="">{say("form.no-choice")}</option>
            {line.choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </select>
        ) : (
          <input
            id={id}
            type="text"
            maxLength={Math.min(line.shape.most || VALUE_MAX, VALUE_MAX)}
            value={draft ?? text}
            disabled={theirs}
            onInput={(event) => setDraft(event.currentTarget.value)}
            onChange={(event) => onFill(event.currentTarget.value)}
          />
        )}
        <Button kind="quiet" icon="handPointing" pressed={shown} onClick={() => onShow(!shown)}>
          {say("form.show")}
        </Button>
      </div>
      {theirs && (
        <span class="fields__whose">
          <Icon name="user" size={16} /> {say(value.text === null ? "form.theirs-hidden" : "form.theirs")}
        </span>
      )}
    </li>
  );
}
