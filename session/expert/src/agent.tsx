// The agent's page: each kiosk as a tile, help to answer, a machine to close or reopen.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { AgentSession, type AgentState } from "./agent/session.ts";
import { tileState } from "./agent/tiles.ts";
import { useAppearance, storedLanguage } from "./appearance.ts";
import type { KioskTile } from "./generated/messages.ts";
import { clockTime, errorText, speaker } from "./i18n/text.ts";
import "./styles/main.css";
import { Button, ErrorNotice, Header, Loading, useWords, WordsContext } from "./views/frame.tsx";
import { Icon, type IconName } from "./views/icon.tsx";
import { Joining } from "./views/joining.tsx";
import { Login } from "./views/login.tsx";
import { Orientation } from "./views/orientation.tsx";
import { Usage } from "./views/usage.tsx";

const ICONS: Record<ReturnType<typeof tileState>, IconName> = {
  free: "deviceTablet",
  "in-use": "user",
  help: "handWaving",
  closed: "prohibit",
  fault: "warning",
  offline: "wifiSlash",
};

function Root({ session }: { session: AgentSession }) {
  const [state, setState] = useState(session.store.value);
  const appearance = useAppearance();
  useEffect(() => {
    session.store.watch(setState);
    setState(session.store.value);
  }, []);
  return (
    <WordsContext.Provider value={appearance.words}>
      <Header
        who={state.me?.name ?? ""}
        where={state.townHall}
        online={state.online}
        dark={appearance.dark}
        onTheme={appearance.toggleTheme}
        onLanguage={appearance.toggleLanguage}
        onLogout={state.me ? () => void session.logout() : undefined}
      />
      {state.error && state.screen === "kiosks" && (
        <ErrorNotice error={state.error} onClose={() => session.dismissError()} />
      )}
      {state.screen === "loading" && <Loading unreachable={state.unreachable} />}
      {state.screen === "login" && (
        <Login
          lead="login.lead-agent"
          other={{ href: "/expert/", text: "login.other-expert" }}
          expired={state.expired}
          onLogin={(name, password) => session.login(name, password)}
        />
      )}
      {state.screen === "kiosks" && <Views state={state} session={session} />}
    </WordsContext.Provider>
  );
}

function Views({ state, session }: { state: AgentState; session: AgentSession }) {
  const { say } = useWords();
  const [guide, setGuide] = useState(false);
  return (
    <>
      <nav class="views">
        <Button icon="deviceTablet" kind={guide ? "plain" : "main"} pressed={!guide} onClick={() => setGuide(false)}>
          {say("agent.view-kiosks")}
        </Button>
        <Button icon="question" kind={guide ? "main" : "plain"} pressed={guide} onClick={() => setGuide(true)}>
          {say("agent.view-guide")}
        </Button>
      </nav>
      {guide ? (
        <Orientation state={state.guide} online={state.online} onAsk={() => session.orient()} />
      ) : (
        <Kiosks state={state} session={session} />
      )}
    </>
  );
}

function Kiosks({ state, session }: { state: AgentState; session: AgentSession }) {
  const { say } = useWords();
  return (
    <main class="kiosks">
      <h1>{say("agent.title")}</h1>
      {!state.online && (
        <p class="notice" role="status">
          <Icon name="wifiSlash" />
          {say("agent.cut-off")}
        </p>
      )}
      {state.online && state.kiosks.length === 0 && <p class="lead">{say("agent.none")}</p>}
      <ul class="tiles">
        {state.kiosks.map((tile) => (
          <Tile key={tile.kiosk} tile={tile} state={state} session={session} />
        ))}
      </ul>
      <p class="hint">
        <Icon name="bellRinging" size={18} /> {say("agent.sound")}
      </p>
    </main>
  );
}

interface TileProps {
  tile: KioskTile;
  state: AgentState;
  session: AgentSession;
}

function Tile({ tile, state: { online, closing }, session }: TileProps) {
  const { say, language } = useWords();
  const state = tileState(tile);
  const soon = closing.includes(tile.kiosk);
  const time = clockTime(tile.since, language);
  return (
    <li class={`tile tile--${state}`} data-kiosk={tile.kiosk} data-state={state}>
      <div class="tile__head">
        <span class="tile__icon">
          <Icon name={ICONS[state]} size={44} />
        </span>
        <div>
          <h2>{tile.name}</h2>
          <p class="tile__state" role="status">
            <strong>{say(`agent.${state}`)}</strong>
            {time && <span> {say("agent.since", { time })}</span>}
          </p>
        </div>
      </div>
      <p role={soon ? "status" : undefined}>{say(soon ? "agent.closing" : `agent.${state}-hint`)}</p>
      {tile.faults.length > 0 && (
        <ul class="tile__faults">
          {tile.faults.map((key) => (
            <Fault key={key} error={key} />
          ))}
        </ul>
      )}
      <Joining tile={tile} online={online} onOffer={() => session.command(tile, "join-ask")} />
      <div class="tile__actions">
        {state === "help" && (
          <Button kind="main" icon="handWaving" disabled={!online} onClick={() => session.command(tile, "help-answered")}>
            {say("agent.coming")}
          </Button>
        )}
        {state === "closed" || soon ? (
          <Button kind={soon ? "plain" : "main"} icon="play" disabled={!online} onClick={() => session.command(tile, "open")}>
            {say(soon ? "agent.keep-open" : "agent.open")}
          </Button>
        ) : (
          <Button icon="prohibit" disabled={!tile.online || !online} onClick={() => session.command(tile, "close")}>
            {say("agent.close")}
          </Button>
        )}
      </div>
      <Usage kiosk={tile.kiosk} days={tile.days} />
    </li>
  );
}

function Fault({ error }: { error: string }) {
  const { say } = useWords();
  const { sentence, code } = errorText(say, error);
  return (
    <li data-error={error}>
      {sentence} <span class="code">({say("error.code", { code })})</span>
    </li>
  );
}

function main(): void {
  const say = speaker(storedLanguage());
  const session = new AgentSession(say("agent.alert-title"), say("agent.alert-body"));
  const app = document.getElementById("app");
  if (!app) return;
  render(<Root session={session} />, app);
  void session.start();
}

main();
