// « Sans mon image »: the person is heard and not seen because they want it so; a paper they show is seen all the same.
import type { Conversation } from "../model.ts";
import type { State } from "../state.ts";
import { useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

export function UnseenVeil({ state, talk }: { state: State; talk: Conversation }) {
  const { say } = useWords();
  const up = talk.link === "good" || talk.link === "weak";
  if (!talk.unseen || talk.showing.live || talk.paused || state.resting || !up) return null;
  return (
    <div class="stage__veil" role="status" data-unseen>
      <Icon name="videoCameraSlash" size={48} />
      <strong>{say("call.unseen")}</strong>
      <span>{say("call.unseen-hint")}</span>
    </div>
  );
}
