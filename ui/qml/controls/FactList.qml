import QtQuick
import ".."

// What one needs to know of an office: an icon, a line, and what is to be said of it in small.
Column {
    id: facts
    property var list: []
    spacing: Theme.gap * 0.75
    visible: list ? list.length > 0 : false
    Each {
        id: each
        list: facts.list
        Row {
            id: line
            required property int index
            property var item: each.at(index)
            width: facts.width
            spacing: Theme.gap
            Icon { id: mark; name: line.item.icon; size: 48; y: (first.height - height) / 2 }
            Column {
                width: parent.width - mark.width - parent.spacing
                spacing: 2
                Words { width: parent.width; text: line.item.text; strong: line.item.icon === "phone" }
                Words { width: parent.width; kind: "small"; text: line.item.detail; visible: text !== "" }
            }
            FontMetrics { id: first; font { family: Theme.family; pixelSize: Theme.body } }
        }
    }
}
