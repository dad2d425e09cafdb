// What the expert may ask to see, what is seen live, and who the person is known to be.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { errorText } from "../i18n/text.ts";
import type { Conversation } from "../model.ts";
import type { ExpertSession } from "../session.ts";
import type { Identity, Wish } from "../showing.ts";
import { Button, useWords } from "./frame.tsx";
import { Icon, type IconName } from "./icon.tsx";

/** How long nothing is drawn where a paper was: its last pictures may still be on their way. */
const VEIL_MS = 1200;

interface Props {
  talk: Conversation;
  session: ExpertSession;
}

const WISHES: [Wish, IconName, "live" | "still"][] = [
  ["live", "eye", "live"],
  ["still", "camera", "still"],
];

/** Three things to ask for, in the person's panel. */
export function ShowPanel({ talk, session }: Props) {
  const { say } = useWords();
  const [identifying, setIdentifying] = useState(false);
  const { live, identity } = talk.showing;
  if (identifying) return <IdentityStep talk={talk} session={session} onDone={() => setIdentifying(false)} />;
  return (
    <section class="panel show show--asking" aria-labelledby="show-title">
      <h2 id="show-title">{say("show.title")}</h2>
      <div class="show__row">
        {WISHES.map(([wish, icon, name]) => (
          <button
            key={wish}
            id={`ask-${wish}`}
            type="button"
            class="show__ask"
            disabled={live !== null && (wish === "live" || live === "identity")}
            onClick={() => session.talk?.askToSee(wish)}
          >
            <Icon name={icon} size={26} />
            {say(`show.${name}`)}
          </button>
        ))}
        <button id="identify" type="button" class="show__ask" onClick={() => setIdentifying(true)}>
          <Icon name="identificationCard" size={26} />
          {say("identity.short")}
        </button>
      </div>
      <WishNews talk={talk} />
      {identity && (
        <p class={identity === "not-established" ? "show__news" : "show__news show__news--good"} data-identity={identity}>
          <Icon name={identity === "not-established" ? "question" : "checkCircle"} size={20} />
          {say(`identity.noted-${identity}`)}
        </p>
      )}
    </section>
  );
}

/** What became of what was asked; and why a paper is not seen any more. */
function WishNews({ talk }: { talk: Conversation }) {
  const { say } = useWords();
  const { wish, answer, ended, trouble } = talk.showing;
  const words =
    wish && answer
      ? say(`show.${answer}`)
      : ended === "lost"
        ? say("show.lost", { reason: errorText(say, trouble ?? "camera.device-missing").sentence })
        : ended === "time" || ended === "link" || ended === "pause"
          ? say(`show.ended-${ended}`)
          : "";
  return (
    <p class="show__news" role="status" hidden={words === ""} data-answer={answer} data-ended={ended}>
      {words}
    </p>
  );
}

type Method = [Wish, "paper" | "questions", IconName];

const METHODS: readonly Method[] = [
  ["identity-paper", "paper", "identificationCard"],
  ["identity-questions", "questions", "microphone"],
];

/** How the expert wants to know, and whether they do: the person is told each time. */
function IdentityStep({ talk, session, onDone }: Props & { onDone: () => void }) {
  const { say } = useWords();
  const { wish, answer, live } = talk.showing;
  const [tried, setTried] = useState<Method | null>(null);
  const refused = answer === "declined" || answer === "impossible";
  const asked = METHODS.find(([ask]) => ask === wish && !refused) ?? (live === "identity" ? METHODS[0] : undefined);
  // What was looked at can still be judged once it is gone.
  if (asked && asked !== tried) setTried(asked);
  const method = asked ?? (refused ? null : tried);
  const note = (identity: Identity) => {
    session.talk?.identify(identity);
    onDone();
  };
  return (
    <section class="panel show" aria-labelledby="identity-title">
      <h2 id="identity-title">{say("identity.title")}</h2>
      {method ? (
        <>
          <p class="show__news" role="status" data-answer={answer}>
            {say(live === "identity" ? "identity.looking" : answer === "asked" ? "show.asked" : "identity.accepted")}
          </p>
          <Button id="identity-yes" kind="main" icon="check" disabled={answer === "asked"} onClick={() => note(method[1])}>
            {say("identity.yes")}
          </Button>
        </>
      ) : (
        <>
          <WishNews talk={talk} />
          {METHODS.map(([ask, identity, icon]) => (
            <Button key={ask} id={`identity-${identity}`} icon={icon} onClick={() => session.talk?.askToSee(ask)}>
              {say(`identity.by-${identity}`)}
            </Button>
          ))}
          <Button id="identity-known" icon="user" onClick={() => note("known")}>
            {say("identity.by-known")}
          </Button>
        </>
      )}
      <div class="show__row">
        <Button id="identity-no" icon="x" onClick={() => note("not-established")}>
          {say("identity.no")}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {say("identity.later")}
        </Button>
      </div>
    </section>
  );
}

/** Over the picture while it is a paper: what it is, that it is not kept, and how to give it back. */
export function LiveBar({ talk, session }: Props) {
  const { say } = useWords();
  const { live } = talk.showing;
  if (!live) return null;
  return (
    <div class="live-bar" data-live={live}>
      <Icon name="eye" size={24} />
      <strong role="status">{say(`show.bar-${live}`)}</strong>
      <Button id="seen-enough" onClick={() => session.talk?.seenEnough()}>
        {say("show.enough")}
      </Button>
    </div>
  );
}

/** Blanks the picture when a paper goes, and keeps the browser from saving one that says who somebody is. */
export function LiveVeil({ talk }: { talk: Conversation }) {
  const { say } = useWords();
  const { live } = talk.showing;
  const [veiled, setVeiled] = useState(false);
  const [was, setWas] = useState(live);
  if (was !== live) {
    setWas(live);
    // In this very rendering: not one more picture of the paper is drawn.
    setVeiled(was !== null);
  }
  useEffect(() => {
    if (!veiled) return;
    const timer = window.setTimeout(() => setVeiled(false), VEIL_MS);
    return () => window.clearTimeout(timer);
  }, [veiled]);
  useLayoutEffect(() => {
    const video = document.getElementById("remote");
    if (live !== "identity" || !(video instanceof HTMLVideoElement)) return;
    const refuse = (event: Event) => event.preventDefault();
    video.addEventListener("contextmenu", refuse);
    video.disablePictureInPicture = true;
    return () => {
      video.removeEventListener("contextmenu", refuse);
      video.disablePictureInPicture = false;
    };
  }, [live]);
  if (!veiled) return null;
  return (
    <div class="stage__veil stage__veil--whole">
      <Icon name="eye" size={48} />
      <strong>{say("show.gone")}</strong>
    </div>
  );
}
