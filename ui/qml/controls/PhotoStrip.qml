import QtQuick
import ".."

// The pictures of a local page, each with what it shows in words (`Picture`s of ui/pages.py).
Column {
    id: strip
    property var list: []
    spacing: Theme.gap
    visible: list ? list.length > 0 : false

    Each {
        id: each
        list: strip.list
        Column {
            id: photo
            required property int index
            property var item: each.at(index)
            readonly property real ratio: item.width > 0 ? item.height / item.width : 0.6
            width: strip.width
            spacing: Theme.smallGap
            Rectangle {
                width: parent.width
                height: Math.min(width * photo.ratio, 620)
                radius: Theme.smallRadius
                color: Theme.barBack
                border { width: Theme.hairline; color: Theme.line }
                Image {
                    anchors { fill: parent; margins: Theme.hairline }
                    source: photo.item.picture
                    fillMode: Image.PreserveAspectFit
                    asynchronous: false
                    smooth: true
                    mipmap: true
                    Accessible.role: Accessible.Graphic
                    Accessible.name: photo.item.words
                }
            }
            Words { width: parent.width; kind: "small"; text: photo.item.words; visible: text !== "" }
        }
    }
}
