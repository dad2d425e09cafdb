import QtQuick
import ".."

// « Pour votre cas »: what the visitor said, in sentences, or an offer to ask them (`YourCase` of ui/pages.py).
Rectangle {
    id: card
    property var mine
    readonly property bool said: !!mine && mine.said.length > 0
    // The last action changes the answers: beside the title, where it takes no line of its own.
    readonly property var rest: !mine ? [] : said ? mine.actions.slice(0, -1) : mine.actions

    visible: !!mine
    implicitHeight: visible ? column.implicitHeight + 2 * Theme.pad : 0
    radius: Theme.radius
    color: Theme.card
    border { width: Theme.border; color: said ? Theme.mainText : Theme.amber }

    Column {
        id: column
        x: Theme.pad
        y: Theme.pad
        width: card.width - 2 * x
        spacing: Theme.smallGap
        Row {
            width: parent.width
            spacing: Theme.gap
            Icon { id: mark; name: card.said ? "check-circle" : "question"; size: 56; anchors.verticalCenter: parent.verticalCenter }
            Words {
                width: parent.width - mark.width - parent.spacing - (change.visible ? change.width + parent.spacing : 0)
                anchors.verticalCenter: parent.verticalCenter
                kind: "heading"
                text: card.mine ? card.mine.title : ""
            }
            ActionButton {
                id: change
                readonly property var last: card.said ? card.mine.actions[card.mine.actions.length - 1] : null
                entry: last
                compact: true
                width: implicitWidth + 2 * Theme.smallGap
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        Each {
            id: each
            list: card.mine ? card.mine.said : []
            Words {
                required property int index
                width: parent ? parent.width : 0
                text: each.at(index)
            }
        }
        Words { width: parent.width; text: card.mine ? card.mine.text : ""; visible: text !== "" }
        Actions { width: parent.width; list: card.rest }
    }
}
