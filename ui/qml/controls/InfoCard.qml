import QtQuick
import ".."

// An online service, an office, a form, a site: title, words under it, and perhaps one action.
Card {
    id: info

    property var card

    Row {
        width: parent.width
        spacing: Theme.gap
        Icon {
            id: icon
            name: info.card ? info.card.icon : ""
            size: 64
        }
        Column {
            width: parent.width - (icon.visible ? icon.width + parent.spacing : 0)
            spacing: 6
            Words { width: parent.width; kind: "label"; text: info.card ? info.card.title : "" }
            Words { width: parent.width; text: info.card ? info.card.text : ""; visible: text !== "" }
        }
    }
    Words { width: parent.width; text: info.card ? info.card.detail ?? "" : ""; visible: text !== "" }
    ActionButton {
        width: parent.width
        entry: info.card ? info.card.action ?? null : null
    }
}
