// The call: the person's picture or the page both look at; beside it their procedure and papers.
import { useState } from "preact/hooks";
import type { TextKey } from "../i18n/fr.ts";
import type { Conversation } from "../model.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import { Button, Dialog, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";
import { LinkPill, PictureGivesWay } from "./link.tsx";
import { WaitingBehind } from "./next.tsx";
import { PageView } from "./page.tsx";
import { PauseButton, PauseVeil } from "./pause.tsx";
import { Person } from "./person.tsx";
import { Picture } from "./picture.tsx";
import { NoticeInCall } from "./serving.tsx";
import { LiveBar, LiveVeil, ShowPanel } from "./showing.tsx";
import { Tabs } from "./tabs.tsx";
import { Texts } from "./texts.tsx";
import { Company, HandoverNote, TransferButton, TransferNote } from "./transfer.tsx";
import { UnseenVeil } from "./unseen.tsx";

interface Props {
  state: State;
  talk: Conversation;
  session: ExpertSession;
  onVideo: ((video: HTMLVideoElement) => void) | undefined;
}

export function CallView({ state, talk, session, onVideo }: Props) {
  const { say } = useWords();
  const doc = talk.view && talk.docs.find((one) => one.id === talk.view?.document);
  return (
    <main class="call" aria-label={say("call.region")} data-link={talk.link}>
      <h1 class="visually-hidden">{`${say("call.region")} · ${talk.seat.kiosk}`}</h1>
      <div class={talk.showing.live ? "stage stage--live" : doc ? "stage stage--reading" : "stage"}>
        <Remote state={state} talk={talk} onVideo={onVideo} />
        {doc && talk.view && session.talk && (
          <PageView
            key={doc.id}
            doc={doc}
            view={talk.view}
            pointer={talk.pointer}
            table={talk.table}
            conversing={session.talk}
            placing={state.placing === doc.id}
            onPlaced={() => session.place(null)}
          />
        )}
        <div class="stage__self">
          <Picture id="self" stream={state.local} muted mirrored label={say("call.self")} />
          <span>{say(selfWords(state, talk))}</span>
        </div>
        <Badges state={state} talk={talk} session={session} />
        <LiveBar talk={talk} session={session} />
      </div>
      <aside class="call__side">
        {talk.seat.handover && <HandoverNote handover={talk.seat.handover} />}
        <TransferNote talk={talk} session={session} />
        <Person talk={talk} />
        <ShowPanel talk={talk} session={session} />
        <Texts talk={talk} session={session} />
        <Tabs state={state} talk={talk} session={session} />
      </aside>
      <Controls state={state} talk={talk} session={session} />
    </main>
  );
}

/** What of us does not go out just now. */
function selfWords({ resting, muted, cameraOff }: State, { paused }: Conversation): TextKey {
  if (resting || paused) return "call.self-paused";
  if (muted && cameraOff) return "call.both-off";
  return cameraOff ? "call.camera-is-off" : muted ? "call.muted" : "call.self";
}

function Remote({ state, talk, onVideo }: Omit<Props, "session">) {
  const { say } = useWords();
  const [blocked, setBlocked] = useState(false);
  const [seen, setSeen] = useState(false);
  const blank = talk.paused || state.resting;
  const unblock = () => {
    const video = document.getElementById("remote");
    if (!(video instanceof HTMLVideoElement)) return;
    video.muted = false;
    void video.play().then(() => setBlocked(false));
  };
  return (
    <div class="stage__remote">
      <Picture
        id="remote"
        stream={state.remote}
        muted={false}
        label={say("call.remote")}
        onBlocked={setBlocked}
        onElement={onVideo}
        onPicture={() => setSeen(true)}
      />
      <LiveVeil talk={talk} />
      <PauseVeil state={state} talk={talk} />
      {talk.camera && !talk.unseen && !talk.showing.live && !blank && (talk.link === "good" || talk.link === "weak") && (
        <div class="stage__veil" role="status">
          <Icon name="videoCameraSlash" size={48} />
          <strong>{say(talk.camera === "camera.picture-frozen" ? "call.camera-frozen" : "call.camera-lost")}</strong>
          <span>{say("call.camera-hint")}</span>
        </div>
      )}
      {!blank && (talk.link === "connecting" || talk.link === "lost" || talk.link === "failed") && (
        <div class="stage__veil">
          <Icon name={talk.link === "connecting" ? "hourglass" : "wifiSlash"} size={48} />
          <strong>{say(`call.link-${talk.link}`)}</strong>
          {talk.link === "failed" && <span>{say("call.link-failed-hint")}</span>}
        </div>
      )}
      {!seen && !blank && !talk.camera && !talk.unseen && (talk.link === "good" || talk.link === "weak") && (
        <div class="stage__veil">
          <Icon name="hourglass" size={48} />
          <strong>{say("call.picture-coming")}</strong>
        </div>
      )}
      <PictureGivesWay talk={talk} />
      <UnseenVeil state={state} talk={talk} />
      {blocked && (
        <div class="stage__sound">
          <Button kind="main" icon="speakerHigh" onClick={unblock}>
            {say("call.sound-blocked")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Badges({ state, talk, session }: Omit<Props, "onVideo">) {
  const { say } = useWords();
  return (
    <div class="stage__badges">
      <span class="pill pill--ink">
        <Icon name="mapPin" size={18} />
        {say("call.at", { kiosk: talk.seat.kiosk })}
      </span>
      <span class="pill pill--ink">
        <Icon name="lockKey" size={18} />
        {say("call.private")}
      </span>
      <Company talk={talk} />
      <LinkPill talk={talk} />
      {talk.code !== "" && (
        <span class="pill pill--ink" title={say("call.code-hint")} data-code={talk.code}>
          <Icon name="shieldCheck" size={18} />
          {say("call.code", { code: `${talk.code.slice(0, 3)} ${talk.code.slice(3)}` })}
        </span>
      )}
      <WaitingBehind people={state.people} />
      <NoticeInCall state={state} session={session} />
    </div>
  );
}

function Controls({ state, talk, session }: Omit<Props, "onVideo">) {
  const { say } = useWords();
  const [sure, setSure] = useState(false);
  const { muted, cameraOff } = state;
  const label = (on: boolean, off: TextKey, back: TextKey) => say(on ? back : off);
  return (
    <div class="controls" role="toolbar" aria-label={say("call.region")}>
      <Button
        kind="call"
        id="mute"
        keys="m"
        icon={muted ? "microphoneSlash" : "microphone"}
        pressed={muted}
        onClick={() => session.setPrivacy({ muted: !muted })}
      >
        {label(muted, "call.mute", "call.unmute")}
      </Button>
      <Button
        kind="call"
        id="camera"
        keys="v"
        icon={cameraOff ? "videoCameraSlash" : "videoCamera"}
        pressed={cameraOff}
        onClick={() => session.setPrivacy({ cameraOff: !cameraOff })}
      >
        {label(cameraOff, "call.camera-off", "call.camera-on")}
      </Button>
      <PauseButton state={state} session={session} />
      <TransferButton state={state} talk={talk} session={session} />
      <Button kind="stop" id="end" icon="phoneDisconnect" onClick={() => setSure(true)}>
        {say("call.end")}
      </Button>
      {sure && (
        <Dialog title={say("call.end-sure")} icon="phoneDisconnect" onClose={() => setSure(false)}>
          <div class="dialog__row">
            <Button onClick={() => setSure(false)}>{say("call.end-no")}</Button>
            <Button kind="stop" onClick={() => session.talk?.end()}>
              {say("call.end-yes")}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
