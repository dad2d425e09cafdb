// The page both look at: its picture, both pointers, the signature box being drawn.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Conversing } from "../conversation.ts";
import { boxBetween, spot, type Point } from "../geometry.ts";
import type { Doc, View } from "../model.ts";
import { formOf, type Mark, type Table } from "../table.ts";
import type { Box, PagePointer } from "../generated/messages.ts";
import { Button, useWords } from "./frame.tsx";
import { FieldLayer, FormPanel } from "./form.tsx";
import { Icon } from "./icon.tsx";
import { MarkLayer, MarksOf, MarkTools, type Pen } from "./marks.tsx";
import { PlacingBar } from "./placing.tsx";

interface Props {
  doc: Doc;
  view: View;
  pointer: PagePointer | null;
  table: Table;
  conversing: Conversing;
  placing: boolean;
  onPlaced: () => void;
}

export function PageView({ doc, view, pointer, table, conversing, placing, onPlaced }: Props) {
  const [box, setBox] = useState<Box | null>(null);
  const [pen, setPen] = useState<Pen>(null);
  const marks = table.marks.filter((mark) => mark.document === doc.id);
  const stop = () => {
    setBox(null);
    onPlaced();
  };
  const go = (page: number) => {
    setBox(null);
    conversing.show({ document: doc.id, page });
  };
  const form = formOf(table, doc.id);
  const fillable = form.fields.length > 0 && !placing;
  return (
    <div class={fillable ? "reading reading--form" : "reading"}>
      {placing ? (
        <PlacingBar
          page={view.page}
          box={box}
          onBox={setBox}
          onStop={stop}
          onAsk={(first, later) => {
            conversing.askSignature(doc.id, first, later);
            stop();
          }}
        />
      ) : (
        <PageBar doc={doc} view={view} onGo={go} onBack={() => conversing.hidePage()} />
      )}
      <Sheet
        doc={doc}
        view={view}
        pointer={pointer}
        table={table}
        pen={placing ? null : pen}
        onMark={(kind, path) => conversing.table.mark(view, kind, path)}
        box={box?.page === view.page ? box : null}
        onPoint={(at) => conversing.point(view, at?.x ?? 0, at?.y ?? 0, at !== null)}
        onBox={placing ? (from, to) => setBox({ page: view.page, ...boxBetween(from, to) }) : null}
      />
      {fillable && <FormPanel document={doc.id} form={form} table={table} tabling={conversing.table} />}
      <MarksOf marks={marks} />
      {!placing && (
        <MarkTools pen={pen} marks={marks} onPen={setPen} onWipe={(all) => conversing.table.wipe(doc.id, all)} />
      )}
    </div>
  );
}

function PageBar(props: { doc: Doc; view: View; onGo: (page: number) => void; onBack: () => void }) {
  const { say } = useWords();
  const { doc, view } = props;
  const several = doc.pages > 1;
  return (
    <div class="reading__bar">
      <Button kind="quiet" icon="arrowLeft" onClick={props.onBack}>
        {say("documents.back")}
      </Button>
      <strong class="reading__name">{doc.name}</strong>
      {several && (
        <Button icon="caretLeft" keys="PageUp" disabled={view.page === 0} onClick={() => props.onGo(view.page - 1)}>
          {say("documents.previous")}
        </Button>
      )}
      <span class="reading__count" role="status">
        {say("documents.page", { page: view.page + 1, pages: doc.pages })}
      </span>
      {several && (
        <Button
          icon="caretRight"
          keys="PageDown"
          disabled={view.page >= doc.pages - 1}
          onClick={() => props.onGo(view.page + 1)}
        >
          {say("documents.next")}
        </Button>
      )}
    </div>
  );
}

interface SheetProps {
  doc: Doc;
  view: View;
  pointer: PagePointer | null;
  table: Table;
  pen: Pen;
  onMark: (kind: Mark["kind"], path: readonly Point[]) => void;
  box: Box | null;
  onPoint: (at: Point | null) => void;
  onBox: ((from: Point, to: Point) => void) | null;
}

function Sheet({ doc, view, pointer, table, pen, box, onPoint, onMark, onBox }: SheetProps) {
  const { say } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const from = useRef<Point | null>(null);
  const [path, setPath] = useState<readonly Point[]>([]);
  const held = doc.pictures[view.page];
  const [drawn, setDrawn] = useState("");
  const [ratio, setRatio] = useState(1);
  useEffect(() => {
    if (!held) return;
    let stale = false;
    void createImageBitmap(held.blob).then((bitmap) => {
      if (stale || !canvas.current) return;
      canvas.current.width = bitmap.width;
      canvas.current.height = bitmap.height;
      setRatio(bitmap.width / bitmap.height);
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
    const spot = at(event);
    onPoint(spot);
    if (from.current) onBox?.(from.current, spot);
    if (pen && path.length > 0) setPath((before) => grown(pen, before, spot));
  };
  const lift = () => {
    from.current = null;
    if (pen && path.length > 1) onMark(pen, path);
    setPath([]);
  };
  const here = table.marks.filter((mark) => mark.document === view.document && mark.page === view.page);
  const current = pen && path.length > 1 ? { ...view, mark: "", kind: pen, by: "expert" as const, points: [...path], mine: true } : null;
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
        class={onBox ? "sheet sheet--placing" : pen ? "sheet sheet--marking" : "sheet"}
        style={{ "--ratio": ratio }}
        hidden={!held}
        data-drawn={drawn}
        onPointerMove={move}
        onPointerLeave={() => onPoint(null)}
        onPointerDown={(event) => {
          if (!onBox && !pen) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          if (onBox) from.current = at(event);
          else setPath([at(event)]);
        }}
        onPointerUp={lift}
        onPointerCancel={lift}
      >
        <canvas ref={canvas} role="img" aria-label={say("documents.picture", { page: view.page + 1, name: doc.name })} />
        <FieldLayer document={view.document} form={formOf(table, view.document)} table={table} page={view.page} />
        <MarkLayer marks={here} current={current} />
        {box && (
          <div class="sheet__box" style={{ ...share(box), width: `${100 * box.w}%`, height: `${100 * box.h}%` }}>
            <Icon name="signature" size={26} />
          </div>
        )}
        {seen && (
          <div class="sheet__pointer" style={share(seen)} data-x={seen.x} data-y={seen.y}>
            <span class="sheet__who">{say("documents.pointer")}</span>
          </div>
        )}
      </div>
    </div>
  );
}

/** A frame has two corners; a stroke grows by what is worth a point. */
function grown(pen: "stroke" | "frame", path: readonly Point[], next: Point): readonly Point[] {
  const [first, last] = [path[0], path.at(-1)];
  if (!first || !last) return path;
  if (pen === "frame") return [first, next];
  return Math.abs(last.x - next.x) + Math.abs(last.y - next.y) > 0.003 ? [...path, next] : path;
}
