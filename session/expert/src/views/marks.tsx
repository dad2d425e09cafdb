// The highlighter: what both drew on a page, and the tools for it.
import type { Mark } from "../table.ts";
import { Button, useWords } from "./frame.tsx";

export type Pen = "stroke" | "frame" | null;

/** Marks over a page, 0..1 of it: yellow ours, blue the person's. */
export function MarkLayer({ marks, current }: { marks: readonly Mark[]; current: Mark | null }) {
  const drawn = current ? [...marks, current] : marks;
  return (
    <svg class="marks" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      {drawn.map((mark) => (
        <Drawn key={mark.mark} mark={mark} />
      ))}
    </svg>
  );
}

/** Whose marks they are, in words: colours alone are not seen by everyone. */
export function MarksOf({ marks }: { marks: readonly Mark[] }) {
  const { say } = useWords();
  const ours = marks.some((mark) => mark.mine);
  const theirs = marks.some((mark) => !mark.mine);
  return (
    <p class="marks__whose" role="status">
      {ours && <span class="marks__key marks__key--ours">{say("marks.ours")}</span>}
      {theirs && <span class="marks__key marks__key--theirs">{say("marks.theirs")}</span>}
    </p>
  );
}

function Drawn({ mark }: { mark: Mark }) {
  const side = mark.mine ? "mark mark--ours" : "mark mark--theirs";
  const [first, last] = [mark.points[0], mark.points.at(-1)];
  if (!first || !last) return null;
  if (mark.kind === "frame") {
    const [x, y] = [Math.min(first.x, last.x), Math.min(first.y, last.y)];
    const [width, height] = [Math.abs(first.x - last.x), Math.abs(first.y - last.y)];
    return <rect class={`${side} mark--frame`} data-mark={mark.kind} x={x} y={y} width={width} height={height} />;
  }
  const points = mark.points.map(({ x, y }) => `${x},${y}`).join(" ");
  return <polyline class={side} data-mark={mark.kind} points={points} vector-effect="non-scaling-stroke" />;
}

interface Tools {
  pen: Pen;
  marks: readonly Mark[];
  onPen: (pen: Pen) => void;
  onWipe: (all: boolean) => void;
}

export function MarkTools({ pen, marks, onPen, onWipe }: Tools) {
  const { say } = useWords();
  const take = (wanted: "stroke" | "frame") => onPen(pen === wanted ? null : wanted);
  return (
    <div class="marks__tools" role="toolbar" aria-label={say("marks.tools")}>
      <Button id="mark-stroke" icon="highlighter" pressed={pen === "stroke"} onClick={() => take("stroke")}>
        {say("marks.stroke")}
      </Button>
      <Button id="mark-frame" icon="rectangle" pressed={pen === "frame"} onClick={() => take("frame")}>
        {say("marks.frame")}
      </Button>
      <Button kind="quiet" icon="undo" disabled={!marks.some((mark) => mark.mine)} onClick={() => onWipe(false)}>
        {say("marks.undo")}
      </Button>
      <Button kind="quiet" icon="eraser" disabled={marks.length === 0} onClick={() => onWipe(true)}>
        {say("marks.clear")}
      </Button>
    </div>
  );
}
