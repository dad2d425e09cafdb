import QtQuick
import ".."

// The official sheets: what is in use, the last check, the one under way, and what can be ordered.
Card {
    id: sheets

    property var card
    readonly property bool working: !!card && card.working !== ""

    Row {
        width: parent.width
        spacing: Theme.gap
        Icon {
            id: mark
            name: sheets.card && sheets.card.good ? "check-circle" : "warning-circle"
            color: sheets.card && sheets.card.good ? Theme.mainText : Theme.dangerSoftInk
        }
        Column {
            width: parent.width - mark.width - parent.spacing
            spacing: Theme.smallGap
            Words { width: parent.width; kind: "label"; text: sheets.card ? sheets.card.title : "" }
            Each {
                id: lines
                list: sheets.card ? sheets.card.lines : []
                Words { required property int index; width: parent ? parent.width : 0; text: lines.at(index) }
            }
        }
    }
    Words { width: parent.width; kind: "label"; text: sheets.card ? sheets.card.working : ""; visible: sheets.working }
    ProgressLine { width: parent.width; visible: sheets.working; progress: sheets.card ? sheets.card.progress : -1 }
    Actions { width: parent.width; list: sheets.card ? sheets.card.actions : [] }
}
