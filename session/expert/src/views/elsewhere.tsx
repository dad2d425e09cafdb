// This person already serves in another tab: two would take the call from each other.
import { Button, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

export function Elsewhere({ onHere }: { onHere: () => void }) {
  const { say } = useWords();
  return (
    <main class="elsewhere">
      <div class="empty" role="status">
        <Icon name="usersThree" size={64} />
        <h1 class="empty__main">{say("elsewhere.title")}</h1>
        <p>{say("elsewhere.hint")}</p>
        <Button kind="main" icon="arrowClockwise" onClick={onHere}>
          {say("elsewhere.here")}
        </Button>
      </div>
    </main>
  );
}
