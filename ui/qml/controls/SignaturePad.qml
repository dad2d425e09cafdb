import QtQuick
import ".."

// The reserved box of the page, enlarged for a finger: what is under the ink is the page itself.
// `drawn` gives one finished stroke in shares of the page.
Rectangle {
    id: pad

    property var picture
    property var box
    property var strokes: []
    property real pen: 0.004
    property bool ready: true
    property var current: []
    readonly property real ratio: picture && box && box.w > 0 ? (box.h * picture.height) / (box.w * picture.width) : 0.3
    signal drawn(var stroke)

    color: Theme.sheet
    radius: Theme.smallRadius
    clip: true
    Accessible.role: Accessible.Canvas
    Accessible.name: "Cadre pour signer avec le doigt"

    readonly property rect face: {
        const w = Math.min(width, height / ratio);
        return Qt.rect((width - w) / 2, (height - w * ratio) / 2, w, w * ratio);
    }

    function share(point: var): var {
        const x = box.x + (point.x - face.x) / face.width * box.w;
        const y = box.y + (point.y - face.y) / face.height * box.h;
        return [Math.min(1, Math.max(0, Math.min(box.x + box.w, Math.max(box.x, x)))),
                Math.min(1, Math.max(0, Math.min(box.y + box.h, Math.max(box.y, y))))];
    }
    function add(point: var) {
        const next = share(point);
        const last = current[current.length - 1];
        if (!last || Math.abs(last[0] - next[0]) + Math.abs(last[1] - next[1]) > 0.0006)
            current = current.concat([next]);
    }

    Item {
        x: pad.face.x
        y: pad.face.y
        width: pad.face.width
        height: pad.face.height
        clip: true
        Image {
            source: pad.picture ? pad.picture.picture : ""
            width: pad.box ? parent.width / pad.box.w : 0
            height: width * (pad.picture ? pad.picture.height / pad.picture.width : 1)
            x: pad.box ? -pad.box.x * width : 0
            y: pad.box ? -pad.box.y * height : 0
            smooth: true
            // As in PagePicture: both draw one texture, and Qt builds its mipmaps once.
            mipmap: true
            Accessible.ignored: true
        }
        Rectangle {
            width: parent.width * 0.86
            height: 3
            color: Theme.sheetInk
            opacity: 0.35
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: parent.height * 0.2 }
        }
        InkLayer {
            anchors.fill: parent
            strokes: pad.strokes
            current: pad.current.length > 0 ? pad.current : kiosk.pen
            pen: pad.pen
            region: pad.box ?? ({ x: 0, y: 0, w: 1, h: 1 })
        }
    }
    MultiPointTouchArea {
        anchors.fill: parent
        enabled: pad.ready && !!pad.box
        maximumTouchPoints: 1
        mouseEnabled: true
        onPressed: points => { pad.current = []; pad.add(points[0]) }
        onUpdated: points => pad.add(points[0])
        onReleased: {
            if (pad.current.length > 0)
                pad.drawn(pad.current);
            pad.current = [];
        }
        onCanceled: pad.current = []
    }
    Rectangle {
        anchors.fill: parent
        radius: parent.radius
        color: "transparent"
        border { width: 6; color: Theme.contrast ? Theme.main : "#0E5A5A" }
    }
}
