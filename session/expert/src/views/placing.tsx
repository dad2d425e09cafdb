// The bar while boxes to sign are drawn: one for each person, the first one asked now.
import { useState } from "preact/hooks";
import type { Box } from "../generated/messages.ts";
import { fits } from "../geometry.ts";
import { Button, useWords } from "./frame.tsx";

/** Further signatures that the kiosk makes a document ready for. */
const LATER = 3;

interface Props {
  page: number;
  box: Box | null;
  onBox: (box: Box | null) => void;
  onStop: () => void;
  onAsk: (first: Box, later: Box[]) => void;
}

export function PlacingBar({ page, box, onBox, onStop, onAsk }: Props) {
  const { say } = useWords();
  const [before, setBefore] = useState<readonly Box[]>([]);
  const drawn = box && fits(box) ? [...before, box] : before;
  const [first, ...later] = drawn;
  return (
    <div class="reading__bar reading__bar--placing">
      <p role="status">{before.length > 0 ? say("documents.sign-boxes", { n: drawn.length }) : say("documents.sign-draw")}</p>
      <Button onClick={() => onBox({ page, x: 0.52, y: 0.8, w: 0.4, h: 0.1 })}>{say("documents.sign-place")}</Button>
      <Button
        disabled={!box || !fits(box) || drawn.length > LATER}
        onClick={() => {
          setBefore(drawn);
          onBox(null);
        }}
      >
        {say("documents.sign-more")}
      </Button>
      <Button
        id="sign-send"
        kind="main"
        icon="signature"
        disabled={!first || (box !== null && !fits(box))}
        onClick={() => first && onAsk(first, later)}
      >
        {say("documents.sign-send")}
      </Button>
      <Button kind="quiet" icon="x" onClick={onStop}>
        {say("documents.sign-cancel")}
      </Button>
    </div>
  );
}
