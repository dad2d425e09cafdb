import QtQuick
import QtMultimedia
import ".."

// Exactly what the expert sees of the table, whole and not mirrored, in a thick frame with the words that say so.
Rectangle {
    id: pane

    property bool live: false
    property string caption: ""
    property string waiting: ""
    property string count: ""
    readonly property int rim: 18
    readonly property color letters: "#1D2B33"

    color: live ? Theme.amber : Theme.stage
    radius: Theme.radius
    Accessible.role: Accessible.Graphic
    Accessible.name: live ? caption : waiting

    Row {
        id: head
        visible: pane.live
        height: visible ? said.height + Theme.gap : 0
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: Theme.gap / 2 }
        spacing: Theme.smallGap
        Icon { anchors.verticalCenter: said.verticalCenter; name: "eye"; size: Theme.icon; color: pane.letters }
        Words {
            id: said
            width: Math.min(implicitWidth, pane.width - Theme.icon - 3 * Theme.gap)
            kind: "heading"
            strong: true
            spoken: false
            color: pane.letters
            text: pane.caption
        }
    }
    Rectangle {
        x: pane.rim
        y: pane.live ? head.y + head.height : pane.rim
        width: parent.width - 2 * pane.rim
        height: (foot.visible ? foot.y - Theme.gap / 2 : parent.height - pane.rim) - y
        color: Theme.stage
        VideoOutput {
            id: output
            objectName: "picture"
            anchors.fill: parent
            visible: pane.live
            fillMode: VideoOutput.PreserveAspectFit
            Component.onCompleted: kiosk.video("paper", output.videoSink)
        }
        Column {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.gap
            spacing: Theme.gap
            visible: !pane.live
            Icon { anchors.horizontalCenter: parent.horizontalCenter; name: "file-text"; size: 140; color: Theme.stageInk }
            Words { width: parent.width; horizontalAlignment: Text.AlignHCenter; text: pane.waiting; color: Theme.stageInk; visible: text !== "" }
        }
    }
    Words {
        id: foot
        visible: pane.live && text !== ""
        width: parent.width - 2 * Theme.gap
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Theme.gap / 2 }
        horizontalAlignment: Text.AlignHCenter
        strong: true
        color: pane.letters
        text: pane.count
    }
}
