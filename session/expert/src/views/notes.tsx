// Notes of the call, for oneself; a button sends them to the person as text.
import { useState } from "preact/hooks";
import { keepNotes, messagesOf, NOTES_MAX, notesOf } from "../call/notes.ts";
import { TEXT_MAX, type Conversation } from "../model.ts";
import type { ExpertSession } from "../session.ts";
import { Button, useWords } from "./frame.tsx";

export function Notes({ talk, session }: { talk: Conversation; session: ExpertSession }) {
  const { say } = useWords();
  const { call } = talk.seat;
  const [text, setText] = useState(() => notesOf(sessionStorage, call));
  const [sent, setSent] = useState("");
  const messages = messagesOf(text, TEXT_MAX);
  const send = () => {
    for (const message of messages) session.talk?.write(message);
    setSent(text);
  };
  const done = sent !== "" && sent === text;
  return (
    <section class="panel notes" aria-labelledby="notes-title">
      <h2 id="notes-title">{say("notes.title")}</h2>
      <textarea
        id="notes"
        rows={4}
        maxLength={NOTES_MAX}
        aria-label={say("notes.title")}
        aria-describedby="notes-hint"
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          keepNotes(sessionStorage, call, event.currentTarget.value);
        }}
      />
      <p id="notes-hint" class="hint" role="status">
        {say(done ? "notes.sent" : "notes.hint")}
      </p>
      <Button id="notes-send" disabled={messages.length === 0 || done} onClick={send}>
        {say("notes.send")}
      </Button>
    </section>
  );
}
