import QtQuick
import ".."

// Highlighted places on a page, in shares of it: broad strokes and rectangles one can read through, yellow from
// the expert and blue from the visitor. While `drawing`, the finger draws one more; `drawn` gives it, finished.
Item {
    id: layer
    property var marks: []
    property bool drawing: false
    property var current: []
    signal drawn(var stroke)

    function share(point: var): var {
        return [Math.min(1, Math.max(0, point.x / width)), Math.min(1, Math.max(0, point.y / height))];
    }
    function add(point: var) {
        const next = share(point), last = current[current.length - 1];
        if (!last || Math.abs(last[0] - next[0]) + Math.abs(last[1] - next[1]) > 0.003)
            current = current.concat([next]);
    }

    Canvas {
        id: canvas
        anchors.fill: parent
        renderStrategy: Canvas.Immediate
        opacity: 0.42
        readonly property var marks: layer.marks
        readonly property var current: layer.current
        onMarksChanged: requestPaint()
        onCurrentChanged: requestPaint()
        onWidthChanged: requestPaint()
        onAvailableChanged: requestPaint()
        Accessible.ignored: true
        onPaint: () => {
            const brush = getContext("2d");
            brush.reset();
            brush.lineCap = "round";
            brush.lineJoin = "round";
            brush.lineWidth = Math.max(8, width * 0.026);
            for (const mark of marks ?? [])
                trace(brush, mark.kind, mark.points, mark.mine ? "#3D8BD4" : "#F2B33D");
            if (current.length > 1)
                trace(brush, "stroke", current, "#3D8BD4");
        }
        function trace(brush: var, kind: string, points: var, colour: string) {
            brush.strokeStyle = colour;
            brush.fillStyle = colour;
            const at = points.map(point => [point[0] * width, point[1] * height]);
            if (kind === "frame") {
                const [[ax, ay], [bx, by]] = [at[0], at[at.length - 1]];
                brush.fillRect(Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay));
                return;
            }
            brush.beginPath();
            at.forEach(([x, y], index) => index ? brush.lineTo(x, y) : brush.moveTo(x, y));
            brush.stroke();
        }
    }
    MultiPointTouchArea {
        anchors.fill: parent
        enabled: layer.drawing
        maximumTouchPoints: 1
        mouseEnabled: true
        onPressed: points => { layer.current = []; layer.add(points[0]) }
        onUpdated: points => layer.add(points[0])
        onReleased: {
            if (layer.current.length > 1)
                layer.drawn(layer.current);
            layer.current = [];
        }
        onCanceled: layer.current = []
    }
}
