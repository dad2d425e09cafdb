import QtQuick
import ".."

// Ink over a page, or over the part of it given by `region` (shares of the page). Strokes are lists
// of [x, y] in shares of the page, drawn through the middles of their points so that they run smooth.
Canvas {
    id: canvas

    property var strokes: []
    property var current: []
    property var region: ({ x: 0, y: 0, w: 1, h: 1 })
    property real pen: 0.004

    renderStrategy: Canvas.Immediate
    onStrokesChanged: requestPaint()
    onCurrentChanged: requestPaint()
    onRegionChanged: requestPaint()
    onWidthChanged: requestPaint()
    onAvailableChanged: requestPaint()
    Accessible.ignored: true

    function trace(brush: var, stroke: var) {
        if (!stroke || stroke.length === 0)
            return;
        const at = i => ({ x: (stroke[i][0] - region.x) / region.w * width, y: (stroke[i][1] - region.y) / region.h * height });
        const first = at(0);
        brush.beginPath();
        brush.moveTo(first.x, first.y);
        if (stroke.length === 1)
            brush.lineTo(first.x + 0.1, first.y);
        for (let i = 1; i < stroke.length; i++) {
            const from = at(i - 1), to = at(i);
            brush.quadraticCurveTo(from.x, from.y, (from.x + to.x) / 2, (from.y + to.y) / 2);
        }
        const last = at(stroke.length - 1);
        brush.lineTo(last.x, last.y);
        brush.stroke();
    }

    onPaint: () => {
        const brush = getContext("2d");
        brush.reset();
        brush.lineCap = "round";
        brush.lineJoin = "round";
        brush.strokeStyle = Theme.sheetInk;
        brush.lineWidth = Math.max(1, pen / region.w * width);
        for (const stroke of strokes ?? [])
            trace(brush, stroke);
        trace(brush, current);
    }
}
