import QtQuick
import ".."

// Documents that a sheet only speaks of: told apart from the papers to bring, with nothing to tick.
Card {
    id: card
    property var cited
    visible: !!cited
    color: Theme.amberSoft
    border.width: Theme.contrast ? Theme.border : 0

    Row {
        width: parent.width
        spacing: Theme.gap
        Icon { id: mark; name: "question"; size: 56; color: Theme.amberInk; anchors.verticalCenter: parent.verticalCenter }
        Words {
            width: parent.width - mark.width - parent.spacing
            anchors.verticalCenter: parent.verticalCenter
            kind: "heading"
            color: Theme.amberInk
            text: card.cited ? card.cited.title : ""
        }
    }
    Words { width: parent.width; color: Theme.amberInk; text: card.cited ? card.cited.text : "" }
    Each {
        id: each
        list: card.cited ? card.cited.papers : []
        Words {
            required property int index
            width: parent ? parent.width : 0
            color: Theme.amberInk
            text: "• " + each.at(index)
        }
    }
}
