import QtQuick
import QtMultimedia
import ".."

// A live picture (`self` or `remote`), or the words that say why there is none.
Rectangle {
    id: pane

    property string stream: "remote"
    property bool live: false
    property string words: ""
    property string iconName: "video-camera"
    property string name: ""
    property bool compact: false

    color: Theme.stage
    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: name

    VideoOutput {
        id: output
        anchors.fill: parent
        visible: pane.live
        fillMode: VideoOutput.PreserveAspectCrop
        Component.onCompleted: kiosk.video(pane.stream, output.videoSink)
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap
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
