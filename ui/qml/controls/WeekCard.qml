import QtQuick
import ".."

// The hours of a week, or the next dates; today is marked by a word and a ground, not by colour alone.
Card {
    id: card
    property string title: ""
    property var days: []
    visible: days ? days.length > 0 : false
    Words { width: parent.width; kind: "label"; text: card.title }
    Column {
        id: column
        width: parent.width
        spacing: 2
        readonly property real dayWidth: Math.min(width * 0.42, widest)
        property real widest: 0
        Each {
            id: each
            list: card.days
            Rectangle {
                id: row
                required property int index
                property var item: each.at(index)
                readonly property bool aside: !Theme.big
                width: column.width
                implicitHeight: (aside ? Math.max(day.height, said.height) : day.height + said.height) + Theme.smallGap * 1.4
                height: implicitHeight
                radius: Theme.smallRadius
                color: item.today ? Theme.amberSoft : "transparent"
                border { width: item.today && Theme.contrast ? Theme.border : 0; color: Theme.amberInk }
                Words {
                    id: day
                    x: Theme.smallGap
                    y: Theme.smallGap * 0.7
                    width: row.aside ? column.dayWidth : parent.width - 2 * x
                    text: row.item.today ? row.item.day + (row.item.day.startsWith("Aujourd") ? "" : " (aujourd’hui)") : row.item.day
                    strong: true
                    color: row.item.today ? Theme.amberInk : Theme.ink
                    Component.onCompleted: column.widest = Math.max(column.widest, implicitWidth)
                }
                Words {
                    id: said
                    x: row.aside ? day.x + day.width + Theme.gap : Theme.smallGap
                    y: row.aside ? day.y : day.y + day.height
                    width: parent.width - x - Theme.smallGap
                    text: row.item.words
                    color: row.item.today ? Theme.amberInk : Theme.ink
                }
            }
        }
    }
}
