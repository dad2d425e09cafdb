import QtQuick
import ".."

// Cards of one kind under their title; nothing at all when there is none.
Column {
    id: cards
    property string title: ""
    property var list: []
    spacing: Theme.smallGap
    visible: list ? list.length > 0 : false
    Words { width: parent.width; kind: "heading"; text: cards.title; visible: text !== "" }
    Each {
        id: each
        list: cards.list
        InfoCard {
            required property int index
            card: each.at(index)
            width: cards.width
        }
    }
}
