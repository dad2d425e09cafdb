// How the link stands, in words: of the connection, and of the picture that gave way to the voice.
import { Icon } from "./icon.tsx";
import { useWords } from "./frame.tsx";
import { lesser, pictureWord, type PictureWord } from "../call/pictures.ts";
import type { Conversation } from "../model.ts";
import type { LinkWord } from "../call/quality.ts";

const PILL: Record<LinkWord | PictureWord, string> = {
  connecting: "pill--amber",
  good: "pill--good",
  weak: "pill--amber",
  small: "pill--amber",
  stills: "pill--amber",
  voice: "pill--warn",
  lost: "pill--warn",
  failed: "pill--warn",
};

const isUp = (talk: Conversation) => talk.link === "good" || talk.link === "weak";

export function LinkPill({ talk }: { talk: Conversation }) {
  const { say } = useWords();
  const picture = isUp(talk) ? lesser(talk.pictures) : "good";
  const word = picture === "good" ? talk.link : picture;
  return (
    <span class={`pill ${PILL[word]}`} role="status" data-link={talk.link} data-picture={picture}>
      <span class="dot" aria-hidden="true" />
      {word === "small" || word === "stills" || word === "voice" ? say(`call.picture-${word}`) : say(`call.link-${word}`)}
    </span>
  );
}

/** Over the person's picture: why there is none, and what they see of us. */
export function PictureGivesWay({ talk }: { talk: Conversation }) {
  const { say } = useWords();
  if (!isUp(talk) || talk.paused || talk.camera) return null;
  const theirs = pictureWord(talk.pictures.theirs);
  const ours = pictureWord(talk.pictures.ours);
  return (
    <>
      {theirs === "voice" && !talk.unseen && (
        <div class="stage__veil" role="status">
          <Icon name="microphone" size={48} />
          <strong>{say("call.voice-only")}</strong>
          <span>{say("call.voice-only-hint")}</span>
        </div>
      )}
      {(ours === "stills" || ours === "voice") && (
        <p class={`stage__given pill ${PILL[ours]}`} role="status">
          {say(`call.ours-${ours}`)}
        </p>
      )}
    </>
  );
}
