// The agent offers to come to a visitor, and sees what they said. No yes, no agent.
import type { KioskTile } from "../generated/messages.ts";
import { Button, useWords } from "./frame.tsx";

interface Props {
  tile: KioskTile;
  online: boolean;
  onOffer: () => void;
}

export function Joining({ tile, online, onOffer }: Props) {
  const { say } = useWords();
  const there = tile.online && (tile.state === "in-use" || tile.state === "help");
  if (!there) return null;
  const waiting = tile.agent === "asked" || tile.agent === "present";
  return (
    <div class="joining" data-agent={tile.agent}>
      {tile.agent && <p role="status">{say(`agent.join-${tile.agent}`)}</p>}
      {!waiting && (
        <Button icon="usersThree" disabled={!online} onClick={onOffer}>
          {say("agent.join-ask")}
        </Button>
      )}
    </div>
  );
}
