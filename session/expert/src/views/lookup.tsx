// A sheet or a form out of the kiosk's own content: looked up there, opened there; no file crosses.
import { useEffect, useState } from "preact/hooks";
import type { ContentFound, ContentHit } from "../generated/messages.ts";
import type { Tabling } from "../tabling.ts";
import { Button, Dialog, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

/** Long enough not to ask at each letter, short enough not to be waited for. */
const PAUSE_MS = 300;

interface Props {
  found: ContentFound | null;
  tabling: Tabling;
  onClose: () => void;
}

export function Lookup({ found, tabling, onClose }: Props) {
  const { say } = useWords();
  const [query, setQuery] = useState("");
  useEffect(() => {
    const timer = window.setTimeout(() => tabling.find(query), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [query]);
  const hits = query.trim() !== "" && found?.query === query.trim() ? found.hits : null;
  const choose = (hit: ContentHit) => {
    tabling.propose(hit);
    onClose();
  };
  return (
    <Dialog title={say("lookup.title")} icon="magnifyingGlass" onClose={onClose}>
      <label class="lookup">
        {say("lookup.label")}
        <input id="lookup" type="search" autofocus value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
      </label>
      <p class="hint" role="status" data-hits={hits ? hits.length : ""}>
        {say(query.trim() === "" ? "lookup.hint" : !hits ? "lookup.searching" : hits.length === 0 ? "lookup.none" : "lookup.pick")}
      </p>
      <ul class="hits">
        {(hits ?? []).map((hit) => (
          <li key={`${hit.sheet}/${hit.form}`}>
            <button type="button" class="hit" data-kind={hit.kind} onClick={() => choose(hit)}>
              <Icon name={hit.kind === "form" ? "fileText" : "listChecks"} size={26} />
              <span>
                <strong>{hit.title}</strong>
                <span>{hit.kind === "papers" ? say("lookup.papers") : hit.number ? say("lookup.form", { number: hit.number }) : say("lookup.form-plain")}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div class="dialog__row">
        <Button onClick={onClose}>{say("close")}</Button>
      </div>
    </Dialog>
  );
}
