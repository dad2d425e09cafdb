import QtQuick
import ".."

// One page of a document, with its proportions, zoomed and moved with a finger; what lies on it is
// placed in shares of the page (children of `overlay`). Touching reports where, when `pointing`.
Rectangle {
    id: frame

    property var picture
    property var pointer: null
    property bool pointing: false
    default property alias overlay: layer.data
    readonly property real zoom: picture ? Math.max(1, picture.zoom) : 1
    readonly property real ratio: picture && picture.width > 0 ? picture.height / picture.width : 1.414
    readonly property real fitted: Math.min(width, height / ratio)
    readonly property alias sheet: layer

    color: Theme.barBack
    radius: Theme.smallRadius
    border { width: Theme.hairline; color: Theme.line }

    Flickable {
        id: flick
        anchors.fill: parent
        anchors.margins: Theme.hairline
        clip: true
        contentWidth: Math.max(width, layer.width)
        contentHeight: Math.max(height, layer.height)
        interactive: frame.zoom > 1
        boundsBehavior: Flickable.StopAtBounds
        onMovementEnded: kiosk.act("scroll", 0)
        Accessible.ignored: true

        Rectangle {
            id: layer
            width: frame.fitted * frame.zoom
            height: width * frame.ratio
            x: Math.max(0, (flick.width - width) / 2)
            y: Math.max(0, (flick.height - height) / 2)
            color: Theme.sheet
            visible: !!frame.picture

            Image {
                anchors.fill: parent
                source: frame.picture ? frame.picture.picture : ""
                asynchronous: false
                smooth: true
                mipmap: true
                Accessible.role: Accessible.Graphic
                Accessible.name: frame.picture ? frame.picture.words : ""
            }
            MouseArea {
                id: finger
                anchors.fill: parent
                enabled: frame.pointing
                preventStealing: frame.zoom <= 1
                property bool waiting: false
                function tell() {
                    if (pressed && !waiting) {
                        kiosk.act("pointer.move", [Math.min(1, Math.max(0, mouseX / width)), Math.min(1, Math.max(0, mouseY / height))]);
                        waiting = true;
                        pace.start();
                    }
                }
                onPressed: tell()
                onPositionChanged: tell()
                onReleased: kiosk.act("pointer.leave", "")
                onCanceled: kiosk.act("pointer.leave", "")
                Timer { id: pace; interval: 66; onTriggered: { finger.waiting = false; finger.tell() } }
            }
            Item {
                id: hand
                visible: !!frame.pointer
                x: frame.pointer ? frame.pointer.x * layer.width : 0
                y: frame.pointer ? frame.pointer.y * layer.height : 0
                z: 5
                Rectangle {
                    x: -width / 2
                    y: -height / 2
                    width: 64
                    height: 64
                    radius: 32
                    color: "transparent"
                    border { width: 10; color: Theme.amber }
                    Rectangle { anchors.fill: parent; anchors.margins: 8; radius: width / 2; color: "transparent"; border { width: 4; color: Theme.sheetInk } }
                }
                Rectangle {
                    x: hand.x > layer.width / 2 ? -width - 40 : 40
                    y: -height / 2
                    width: who.implicitWidth + 2 * Theme.gap
                    height: who.implicitHeight + Theme.smallGap
                    radius: height / 2
                    color: Theme.amber
                    Words {
                        id: who
                        anchors.centerIn: parent
                        kind: "small"
                        strong: true
                        color: "#1D2B33"
                        text: frame.pointer ? frame.pointer.who : ""
                    }
                }
            }
        }
    }
}
