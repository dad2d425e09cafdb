import QtQuick
import ".."

// One page of a document, with its proportions; what lies on it is placed in shares of the page
// (children of `overlay`). Enlarged, it takes the whole width and moves up and down, with a finger or
// with « Plus haut » and « Plus bas ». Touching reports where, when `pointing`.
Rectangle {
    id: frame

    property var picture
    property var pointer: null
    property bool pointing: false
    property string waitWords: ""
    // A part of the page (shares) to bring near, while one writes in it.
    property var lens: null
    default property alias overlay: layer.data
    readonly property bool enlarged: !lens && !!picture && picture.zoom > 1
    // An upright page takes the whole width and not more, so that it moves up and down only; a page
    // lying on its side has the width already.
    readonly property real zoom: !picture || !lens && !enlarged ? 1 : ratio > 1 ? flick.width / fitted : 1.5
    readonly property real ratio: picture && picture.width > 0 ? picture.height / picture.width : 1.414
    readonly property real fitted: Math.max(1, Math.min(width, height / ratio))
    readonly property bool overflowing: enlarged && layer.height > height + 2
    readonly property alias sheet: layer

    color: Theme.barBack
    radius: Theme.smallRadius
    border { width: Theme.hairline; color: Theme.line }

    Words {
        anchors.centerIn: parent
        visible: !frame.picture && text !== ""
        text: frame.waitWords
    }
    Flickable {
        id: flick
        anchors.fill: parent
        anchors.margins: Theme.hairline
        anchors.bottomMargin: frame.overflowing ? strip.height : Theme.hairline
        clip: true
        contentWidth: Math.max(width, layer.width)
        contentHeight: Math.max(height, layer.height)
        interactive: frame.zoom > 1
        boundsBehavior: Flickable.StopAtBounds
        onMovementEnded: kiosk.act("scroll", 0)
        Binding on contentX {
            when: !!frame.lens
            value: frame.lens ? Math.max(0, Math.min(flick.contentWidth - flick.width, (frame.lens.x + frame.lens.w / 2) * layer.width - flick.width / 2)) : 0
        }
        Binding on contentY {
            when: !!frame.lens
            value: frame.lens ? Math.max(0, Math.min(flick.contentHeight - flick.height, (frame.lens.y + frame.lens.h / 2) * layer.height - flick.height / 2)) : 0
        }
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

    function turn(way: int) {
        const step = Math.max(Theme.button, flick.height - Theme.row);
        mover.to = Math.max(0, Math.min(flick.contentY + way * step, flick.contentHeight - flick.height));
        mover.restart();
        kiosk.act("scroll", way);
    }
    onPictureChanged: if (!enlarged) { flick.contentX = 0; flick.contentY = 0 }
    NumberAnimation { id: mover; target: flick; property: "contentY"; duration: Theme.gentle; easing.type: Easing.OutCubic }
    Row {
        id: strip
        visible: frame.overflowing
        width: parent.width
        anchors.bottom: parent.bottom
        topPadding: Theme.smallGap
        spacing: Theme.smallGap
        BigButton {
            kind: "quiet"
            text: "Plus haut"
            iconName: "caret-up"
            enabled: flick.contentY > 2
            width: (parent.width - parent.spacing) / 2
            implicitHeight: Theme.row
            onClicked: frame.turn(-1)
        }
        BigButton {
            kind: "quiet"
            text: "Plus bas"
            iconName: "caret-down"
            enabled: flick.contentY < flick.contentHeight - flick.height - 2
            width: (parent.width - parent.spacing) / 2
            implicitHeight: Theme.row
            onClicked: frame.turn(1)
        }
    }
}
