import QtQuick
import ".."

// Where to look on a device (`Drawing` of ui/pages/upkeep.py): the picture, and the same in words.
Card {
    id: card

    property var drawing: null
    visible: !!drawing

    Image {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Theme.reach ? 300 : 430)
        height: width * 300 / 360
        source: !card.drawing ? "" : card.drawing.picture + (Theme.contrast ? "/contrast" : "")
        sourceSize: Qt.size(width * 2, height * 2)
        fillMode: Image.PreserveAspectFit
        smooth: true
        mipmap: true
        Accessible.role: Accessible.Graphic
        Accessible.name: card.drawing ? card.drawing.words : ""
    }
    Words {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        kind: "small"
        spoken: false
        text: card.drawing ? card.drawing.words : ""
    }
}
