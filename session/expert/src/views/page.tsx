// The page both look at: its picture, both pointers, the signature box being drawn.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Conversing } from "../conversation.ts";
import { boxBetween, fits, spot, type Point } from "../geometry.ts";
import type { Doc, View } from "../model.ts";
import type { Box, PagePointer } from "../generated/messages.ts";
import { Button, useWords } from "./frame.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  doc: Doc;
  view: View;
  pointer: PagePointer | null;
  conversing: Conversing;
  placing: boolean;
  onPlaced: () => void;
}

export function PageView({ doc, view, pointer, conversing, placing, onPlaced }: Props) {
  const { say } = useWords();
  const [box, setBox] = useState<Box | null>(null);
  const stop = () => {
    setBox(null);
    onPlaced();
  };
  const go = (page: number) => {
    setBox(null);
    conversing.show({ document: doc.id, page });
  };
  return (
    <div class="reading">
      {placing ? (
        <div class="reading__bar reading__bar--placing">
          <p role="status">{say("documents.sign-draw")}</p>
          <Button onClick={() => setBox({ page: view.page, x: 0.52, y: 0.8, w: 0.4, h: 0.1 })}>
            {say("documents.sign-place")}
          </Button>
          <Button
            id="sign-send"
            kind="main"
            icon="signature"
            disabled={!box || !fits(box)}
            onClick={() => {
              if (box) conversing.askSignature(doc.id, box);
              stop();
            }}
          >
            {say("documents.sign-send")}
          </Button>
          <Button kind="quiet" icon="x" onClick={stop}>
            {say("documents.sign-cancel")}
          </Button>
        </div>
      ) : (
        <PageBar doc={doc} view={view} onGo={go} onBack={() => conversing.hidePage()} />
      )}
      <Sheet
        doc={doc}
        view={view}
        pointer={pointer}
        box={box?.page === view.page ? box : null}
        onPoint={(at) => conversing.point(view, at?.x ?? 0, at?.y ?? 0, at !== null)}
        onBox={placing ? (from, to) => setBox({ page: view.page, ...boxBetween(from, to) }) : null}
      />
    </div>
  );
}

function PageBar(props: { doc: Doc; view: View; onGo: (page: number) => void; onBack: () => void }) {
  const { say } = useWords();
  const { doc, view } = props;
  return (
    <div class="reading__bar">
      <Button kind="quiet" icon="arrowLeft" onClick={props.onBack}>
        {say("documents.back")}
      </Button>
      <strong class="reading__name">{doc.name}</strong>
      <Button icon="caretLeft" keys="PageUp" disabled={view.page === 0} onClick={() => props.onGo(view.page - 1)}>
        {say("documents.previous")}
      </Button>
      <span class="reading__count" role="status">
        {say("documents.page", { page: view.page + 1, pages: doc.pages })}
      </span>
      <Button
        icon="caretRight"
        keys="PageDown"
        disabled={view.page >= doc.pages - 1}
        onClick={() => props.onGo(view.page + 1)}
      >
        {say("documents.next")}
      </Button>
    </div>
  );
}

interface SheetProps {
  doc: Doc;
  view: View;
  pointer: PagePointer | null;
  box: Box | null;
  onPoint: (at: Point | null) => void;
  onBox: ((from: Point, to: Point) => void) | null;
}

function Sheet({ doc, view, pointer, box, onPoint, onBox }: SheetProps) {
  const { say } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const from = useRef<Point | null>(null);
  const held = doc.pictures[view.page];
  const [drawn, setDrawn] = useState("");
  useEffect(() => {
    if (!held) return;
    let stale = false;
    void createImageBitmap(held.blob).then((bitmap) => {
      if (stale || !canvas.current) return;
      canvas.current.width = bitmap.width;
      canvas.current.height = bitmap.height;
      canvas.current.getContext("2d")?.drawImage(bitmap, 0, 0);
      bitmap.close();
      setDrawn(`${doc.id}/${view.page}`);
    });
    return () => {
      stale = true;
    };
  }, [held]);
  const at = (event: PointerEvent): Point => spot(event, (event.currentTarget as HTMLElement).getBoundingClientRect());
  const move = (event: PointerEvent) => {
    onPoint(at(event));
    if (from.current) onBox?.(from.current, at(event));
  };
  const share = ({ x, y }: Point) => ({ left: `${100 * x}%`, top: `${100 * y}%` });
  const seen = pointer?.document === view.document && pointer.page === view.page ? pointer : null;
  return (
    <div class="sheet-room">
      {!held && (
        <p class="sheet-wait" role="status">
          <Icon name="hourglass" size={30} /> {say("documents.loading")}
        </p>
      )}
      <div
        class={onBox ? "sheet sheet--placing" : "sheet"}
        hidden={!held}
        data-drawn={drawn}
        onPointerMove={move}
        onPointerLeave={() => onPoint(null)}
        onPointerDown={(event) => {
          if (!onBox) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = at(event);
        }}
        onPointerUp={() => {
          from.current = null;
        }}
      >
        <canvas ref={canvas} role="img" aria-label={say("documents.picture", { page: view.page + 1, name: doc.name })} />
        {box && (
          <div class="sheet__box" style={{ ...share(box), width: `${100 * box.w}%`, height: `${100 * box.h}%` }}>
            <Icon name="signature" size={26} />
          </div>
        )}
        {seen && (
          <div class="sheet__pointer" style={share(seen)} data-x={seen.x} data-y={seen.y}>
            <span class="visually-hidden">{say("documents.pointer")}</span>
          </div>
        )}
      </div>
    </div>
  );
}
