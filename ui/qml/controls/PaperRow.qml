import QtQuick
import ".."

// One paper to bring: what it is, and « Je l'ai » / « Non ».
Rectangle {
    id: row
    property var paper
    readonly property bool stacked: Theme.big || toggle.implicitWidth > width * 0.5

    implicitHeight: (stacked ? words.implicitHeight + toggle.height + Theme.gap
        : Math.max(words.implicitHeight, toggle.height)) + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.card
    border { width: Theme.hairline; color: Theme.line }

    Column {
        id: words
        x: Theme.pad
        y: row.stacked ? Theme.gap : (row.height - height) / 2
        width: row.stacked ? row.width - 2 * x : row.width - 2 * x - toggle.width - Theme.gap
        spacing: 4
        Words { width: parent.width; kind: "label"; text: row.paper ? row.paper.label : "" }
        Words { width: parent.width; kind: "small"; text: row.paper ? row.paper.hint : ""; visible: text !== "" }
    }
    ChoiceToggle {
        id: toggle
        x: row.stacked ? Theme.pad : row.width - width - Theme.gap
        y: row.stacked ? words.y + words.height + Theme.gap : (row.height - height) / 2
        choice: row.paper ? row.paper.have : ""
        yes: row.paper ? row.paper.yes : null
        no: row.paper ? row.paper.no : null
        about: row.paper ? row.paper.label : ""
    }
}
