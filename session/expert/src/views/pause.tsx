// A pause of the call, by either side: said over the picture, ended by who began it.
import type { Conversation } from "../model.ts";
import type { State } from "../state.ts";
import type { ExpertSession } from "../session.ts";
import { Button, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  state: State;
  talk: Conversation;
  session: ExpertSession;
}

export function PauseVeil({ state, talk }: Omit<Props, "session">) {
  const { say } = useWords();
  if (!talk.paused && !state.resting) return null;
  const by = talk.paused ? (state.resting ? "both" : "person") : "own";
  return (
    <div class="stage__veil" role="status" data-pause={by}>
      <Icon name="pause" size={48} />
      <strong>{say(`call.paused-${by}`)}</strong>
      <span>{say(`call.paused-${by}-hint`)}</span>
    </div>
  );
}

export function PauseButton({ state, session }: Omit<Props, "talk">) {
  const { say } = useWords();
  return (
    <Button
      kind="call"
      id="pause"
      keys="p"
      icon={state.resting ? "play" : "pause"}
      pressed={state.resting}
      onClick={() => session.setPrivacy({ resting: !state.resting })}
    >
      {say(state.resting ? "call.resume" : "call.pause")}
    </Button>
  );
}
