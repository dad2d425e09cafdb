import QtQuick
import ".."

// A table told as cards, one row each: « heading : value », because columns do not survive big text.
Column {
    id: table
    property var rows: []
    spacing: Theme.smallGap
    Repeater {
        model: Math.max(0, table.rows.length - 1)
        Card {
            id: card
            required property int index
            readonly property var cells: table.rows[index + 1] ?? []
            width: table.width
            padding: Theme.gap
            Repeater {
                model: card.cells.length
                Column {
                    required property int index
                    width: parent ? parent.width : 0
                    Words {
                        width: parent.width
                        kind: "small"
                        text: table.rows[0][parent.index] ?? ""
                        visible: text !== "" && parent.index > 0
                    }
                    Words { width: parent.width; strong: parent.index === 0; text: card.cells[parent.index] ?? "" }
                }
            }
        }
    }
}
