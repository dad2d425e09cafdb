import QtQuick
import QtMultimedia
import ".."

// A live picture (`self` or `remote`), or the words that say why there is none. The picture fills
// the pane from its middle, losing a quarter on each side at most; beyond that, bands of ink.
Rectangle {
    id: pane

    property string stream: "remote"
    property bool live: false
    property string words: ""
    property string caption: ""
    property string iconName: "video-camera"
    property string name: ""
    property bool compact: false
    // What lies around the pane: it covers the corners that the picture has and the pane has not.
    property color around: Theme.paper
    // Kept free on both sides of the words: another picture lies there.
    property real clear: 0
    readonly property real mostCrop: 0.25

    color: Theme.stage
    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: name

    VideoOutput {
        id: output
        objectName: "picture"
        readonly property real ratio: sourceRect.height > 0 ? sourceRect.width / sourceRect.height : pane.width / Math.max(1, pane.height)
        readonly property real least: 1 - 2 * pane.mostCrop
        width: Math.min(Math.max(pane.width, pane.height * ratio), pane.width / least, pane.height * ratio / least)
        height: width / ratio
        anchors.centerIn: parent
        visible: pane.live
        fillMode: VideoOutput.PreserveAspectCrop
        Component.onCompleted: kiosk.video(pane.stream, output.videoSink)
    }
    Rectangle {
        readonly property real ring: Math.ceil(pane.radius * 0.42)
        visible: pane.radius > 0
        anchors { fill: parent; margins: -ring }
        radius: pane.radius + ring
        color: "transparent"
        border { width: ring; color: pane.around }
    }
    StagePill {
        visible: pane.live && text !== ""
        text: pane.caption
        most: pane.width - 2 * Theme.gap
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Theme.gap }
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap - 2 * pane.clear
        spacing: Theme.gap
        visible: !pane.live
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: pane.iconName
            size: pane.compact ? Theme.icon : 140
            color: Theme.stageInk
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            kind: pane.compact ? "small" : "body"
            text: pane.words
            color: Theme.stageInk
            visible: text !== ""
        }
    }
}
