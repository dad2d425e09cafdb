import QtQuick
import ".."

// How loud one is: a bar that follows the voice, and a mark at its loudest of late; the words say it too.
Row {
    id: bar
    property var voice
    visible: !!voice
    spacing: Theme.gap

    Icon {
        id: icon
        name: "microphone"
        size: 56
        color: Theme.mainText
        anchors.verticalCenter: parent.verticalCenter
    }
    Column {
        width: parent.width - icon.width - bar.spacing
        spacing: Theme.smallGap / 2
        Rectangle {
            width: parent.width
            height: 28
            radius: height / 2
            color: Theme.contrast ? Theme.card : Theme.line
            border { width: Theme.contrast ? Theme.hairline : 0; color: Theme.line }
            Rectangle {
                height: parent.height
                radius: parent.radius
                color: Theme.main
                width: bar.voice ? Math.max(height, parent.width * bar.voice.level) : height
            }
            Rectangle {
                visible: !!bar.voice && bar.voice.held > 0.02
                x: bar.voice ? Math.min(parent.width - width, parent.width * bar.voice.held) : 0
                width: 8
                height: parent.height
                color: Theme.ink
            }
        }
        Words { width: parent.width; kind: "small"; text: bar.voice ? bar.voice.words : "" }
    }
}
