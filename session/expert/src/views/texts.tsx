// Lines typed both ways, and the word that the kiosk's microphone is lost. Nothing is kept after the call.
import { useEffect, useRef, useState } from "preact/hooks";
import { TEXT_MAX, type Conversation } from "../model.ts";
import type { ExpertSession } from "../session.ts";
import { Button, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

export function Texts({ talk, session }: { talk: Conversation; session: ExpertSession }) {
  const { say } = useWords();
  const [line, setLine] = useState("");
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    log.current?.querySelector("li:last-child")?.scrollIntoView({ block: "nearest" });
  }, [talk.said.length]);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (talk.byText) field.current?.focus();
  }, [talk.byText]);
  const send = () => {
    session.talk?.write(line);
    setLine("");
  };
  return (
    <section class="panel" aria-labelledby="texts-title">
      <h2 id="texts-title" class="panel__name">{say("texts.title")}</h2>
      {talk.byText && (
        <p class="deaf" role="alert" data-by-text>
          <Icon name="keyboard" />
          <span>
            <strong>{say("texts.preferred")}</strong> {say("texts.preferred-hint")}
          </span>
        </p>
      )}
      {talk.microphone !== "live" && !talk.byText && (
        <p class="deaf" role="alert" data-microphone={talk.microphone}>
          <Icon name="microphoneSlash" />
          <span>
            <strong>{say(`texts.microphone-${talk.microphone}`)}</strong> {say("texts.microphone-hint")}
          </span>
        </p>
      )}
      <div ref={log} class="texts" role="log" aria-label={say("texts.title")} tabIndex={0} hidden={talk.said.length === 0}>
        <ol>
          {talk.said.map((said, n) => (
            <li key={n} class={said.mine ? "text text--mine" : "text"}>
              <span class="visually-hidden">{say(said.mine ? "texts.mine" : "texts.theirs")}</span>
              {said.text}
            </li>
          ))}
        </ol>
      </div>
      {talk.typing.trim() !== "" && (
        <p class="text text--typing">
          <span>{say("texts.typing")}</span> {talk.typing}
        </p>
      )}
      <form
        class="texts__form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <input
          id="text"
          ref={field}
          type="text"
          maxLength={TEXT_MAX}
          autocomplete="off"
          aria-label={say("texts.line")}
          placeholder={say("texts.line")}
          value={line}
          onInput={(event) => {
            setLine(event.currentTarget.value);
            session.talk?.type(event.currentTarget.value);
          }}
        />
        <Button id="text-send" kind="plain" disabled={line.trim() === ""} onClick={send}>
          {say("texts.send")}
        </Button>
      </form>
    </section>
  );
}
