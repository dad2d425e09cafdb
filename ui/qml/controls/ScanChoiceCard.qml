import QtQuick
import ".."

// One place to lay the paper: its drawing, what it is for, how to lay it, and its buttons.
Card {
    id: card

    property var choice

    Row {
        width: parent.width
        spacing: Theme.gap
        ScannerDrawing {
            id: drawing
            visible: !Theme.big && !Theme.reach
            place: card.choice ? card.choice.place : "glass"
        }
        Column {
            width: parent.width - (drawing.visible ? drawing.width + parent.spacing : 0)
            spacing: Theme.smallGap
            Words { width: parent.width; kind: "heading"; text: card.choice ? card.choice.title : "" }
            Words { width: parent.width; text: card.choice ? card.choice.text : "" }
        }
    }
    Actions {
        width: parent.width
        list: card.choice ? card.choice.actions : []
        pairs: !Theme.big
    }
}
