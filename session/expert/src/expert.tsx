// The expert's page: composition root and the choice of the view.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { storedLanguage, useAppearance } from "./appearance.ts";
import { speaker } from "./i18n/text.ts";
import { actionOf, LIST, TypedOn, type Action } from "./keys.ts";
import { Demo, demoOptions } from "./markers/demo.ts";
import { allowed } from "./model.ts";
import { mayTake, sentOn } from "./queueing.ts";
import { ExpertSession } from "./session.ts";
import { START, type State } from "./state.ts";
import { Store } from "./store.ts";
import "./styles/main.css";
import { CallView } from "./views/call.tsx";
import { Counter } from "./views/counter.tsx";
import { Elsewhere } from "./views/elsewhere.tsx";
import { Ended } from "./views/ended.tsx";
import { Button, Dialog, ErrorNotice, Header, Loading, useWords, WordsContext } from "./views/frame.tsx";
import { Login } from "./views/login.tsx";

const KEYS_OFF = "vg.keys-off";
const OUTCOMES = ["solved", "continued", "papers-missing", "redirected", "abandoned"] as const;

interface RootProps {
  session: ExpertSession;
  demo: Demo | null;
}

function Root({ session, demo }: RootProps) {
  const [state, setState] = useState(session.store.value);
  const [help, setHelp] = useState(false);
  const appearance = useAppearance();
  useEffect(() => {
    session.store.watch(setState);
    setState(session.store.value);
  }, []);
  useKeys(session, () => setHelp(true));
  // The other tab has the line to the relay: nothing is lost here.
  const me = state.screen === "elsewhere" ? null : state.me;
  return (
    <WordsContext.Provider value={appearance.words}>
      <Header
        who={me?.name ?? ""}
        where={me?.administration ?? ""}
        online={state.online}
        dark={appearance.dark}
        onTheme={appearance.toggleTheme}
        onLanguage={appearance.toggleLanguage}
        onKeys={me ? () => setHelp(true) : undefined}
        onLogout={state.screen === "counter" ? () => void session.logout() : undefined}
      />
      {state.error && state.screen !== "login" && (
        <ErrorNotice error={state.error} onClose={() => session.dismissError()} />
      )}
      <Screen state={state} session={session} onVideo={demo ? (video) => demo.watch(video) : undefined} />
      {state.newKey && <NewKey kiosk={state.newKey.kiosk} session={session} />}
      {help && <KeysDialog onClose={() => setHelp(false)} />}
    </WordsContext.Provider>
  );
}

interface ScreenProps {
  state: State;
  session: ExpertSession;
  onVideo: ((video: HTMLVideoElement) => void) | undefined;
}

function Screen({ state, session, onVideo }: ScreenProps) {
  switch (state.screen) {
    case "loading":
      return <Loading unreachable={state.unreachable} />;
    case "login":
      return (
        <Login
          lead="login.lead"
          other={{ href: "/agent/", text: "login.other-agent" }}
          expired={state.expired}
          onLogin={(name, password) => session.login(name, password)}
        />
      );
    case "elsewhere":
      return <Elsewhere onHere={() => session.continueHere()} />;
    case "counter":
      return <Counter state={state} session={session} />;
    case "call": {
      const talk = state.conversation;
      if (!talk) return <main />;
      if (talk.ended) return <Ended state={state} talk={talk} session={session} />;
      return <CallView state={state} talk={talk} session={session} onVideo={onVideo} />;
    }
  }
}

function NewKey({ kiosk, session }: { kiosk: string; session: ExpertSession }) {
  const { say } = useWords();
  return (
    <Dialog title={say("pin.title")} icon="shieldWarning" onClose={() => session.answerNewKey(false)}>
      <p>{say("pin.body", { kiosk })}</p>
      <div class="dialog__row">
        <Button kind="main" onClick={() => session.answerNewKey(false)}>
          {say("pin.refuse")}
        </Button>
        <Button onClick={() => session.answerNewKey(true)}>{say("pin.accept")}</Button>
      </div>
    </Dialog>
  );
}

function KeysDialog({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const [on, setOn] = useState(localStorage.getItem(KEYS_OFF) === null);
  const toggle = () => {
    if (on) localStorage.setItem(KEYS_OFF, "1");
    else localStorage.removeItem(KEYS_OFF);
    setOn(!on);
  };
  return (
    <Dialog title={say("keys.title")} icon="keyboard" onClose={onClose}>
      <dl class="keys">
        {LIST.map(([keys, text]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{say(text)}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={on} onChange={toggle} />
        {say("keys.enabled")}
      </label>
      <div class="dialog__row">
        <Button kind="main" onClick={onClose}>
          {say("close")}
        </Button>
      </div>
    </Dialog>
  );
}

function useKeys(session: ExpertSession, onHelp: () => void): void {
  useEffect(() => {
    const typedOn = new TypedOn();
    const press = (event: KeyboardEvent) => {
      const within = (places: string) => event.target instanceof HTMLElement && event.target.closest(places) !== null;
      if (within("input, select, textarea")) typedOn.typed(event.key, event.timeStamp);
      if (within("input, select, textarea, dialog") || document.querySelector("dialog[open]") || localStorage.getItem(KEYS_OFF) !== null) return;
      const { screen, conversation } = session.store.value;
      if (screen !== "counter" && screen !== "call") return;
      if (conversation?.ended && typedOn.belongs(event.timeStamp)) return;
      const action = actionOf(conversation?.ended ? "ended" : screen, event);
      if (action === null) return;
      event.preventDefault();
      if (action === "help") onHelp();
      else act(session, action);
    };
    const point = () => typedOn.pointed();
    window.addEventListener("keydown", press);
    window.addEventListener("pointerdown", point);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("pointerdown", point);
    };
  }, []);
}

function act(session: ExpertSession, action: Exclude<Action, "help">): void {
  const state = session.store.value;
  const { muted, cameraOff, resting, conversation } = state;
  const view = conversation?.view;
  const looked = conversation?.docs.find((doc) => doc.id === view?.document);
  if (typeof action === "object") return session.conclude(OUTCOMES[action.outcome] ?? "solved");
  switch (action) {
    case "take": {
      const first = state.people.find((person) => mayTake(state, person, Date.now()) && !sentOn(person, state));
      if (first && state.view === "queue") session.queue.take(first);
      return;
    }
    case "mute":
      return session.setPrivacy({ muted: !muted });
    case "camera":
      return session.setPrivacy({ cameraOff: !cameraOff });
    case "pause":
      return session.setPrivacy({ resting: !resting });
    case "send":
      return document.getElementById("send")?.click();
    case "write":
      return document.getElementById("text")?.focus();
    case "notes":
      document.getElementById("tab-notes")?.click();
      // The place of the notes is shown by then.
      window.setTimeout(() => document.getElementById("notes")?.focus());
      return;
    case "queue":
    case "agenda":
    case "booked":
      return session.agenda.show(action);
    case "print":
      if (looked && allowed(looked).print) session.talk?.askPrint(looked.id);
      return;
    case "previous":
    case "next":
      if (view) session.talk?.show({ ...view, page: view.page + (action === "next" ? 1 : -1) });
  }
}

function main(): void {
  const options = demoOptions(location.search);
  const demo = options && new Demo(options);
  const say = speaker(storedLanguage());
  const session = new ExpertSession(new Store(START), demo, {
    title: (n) => say("counter.alert-title", { n }),
    body: () => say("counter.alert-body"),
  });
  const app = document.getElementById("app");
  if (!app) return;
  render(<Root session={session} demo={demo} />, app);
  if (demo) {
    const element = document.createElement("div");
    element.id = "markers";
    element.hidden = true;
    document.body.append(element);
    demo.show(element);
    const peer = () => session.talk?.peer ?? null;
    Object.assign(window, { vg: { markers: demo.marks, state: () => session.store.value, peer } });
  }
  window.addEventListener("beforeunload", (event) => {
    if (session.wouldLose()) event.preventDefault();
  });
  void session.start();
}

main();
