import QtQuick
import ".."

// A short list under its title; nothing when empty.
Card {
    id: card
    property string title: ""
    property string iconName: "check"
    property var list: []
    visible: list ? list.length > 0 : false
    Words { width: parent.width; kind: "label"; text: card.title }
    Each {
        id: each
        list: card.list
        Row {
            id: line
            required property int index
            property string said: each.at(index)
            width: parent ? parent.width : 0
            spacing: Theme.gap
            Icon { id: mark; y: (first.height - height) / 2; name: card.iconName; size: 40; color: card.iconName === "x" ? Theme.soft : Theme.mainText }
            Words { width: parent.width - mark.width - parent.spacing; text: line.said }
            FontMetrics { id: first; font { family: Theme.family; pixelSize: Theme.body } }
        }
    }
}
