import QtQuick
import QtQuick.Layouts
import ".."

// Entries (`Action`s) as tiles, in one column or two, under a title that may be empty.
Column {
    id: group
    property string title: ""
    property var list: []
    property int columns: 1
    property bool arrows: columns === 1
    property real least: 0
    spacing: Theme.smallGap
    visible: list ? list.length > 0 : false
    Words { width: parent.width; kind: "heading"; text: group.title; visible: text !== "" }
    GridLayout {
        id: grid
        width: parent.width
        columns: group.columns
        columnSpacing: Theme.gap
        rowSpacing: group.least > 0 ? Theme.gap * 0.7 : group.columns > 1 ? Theme.gap : Theme.smallGap
        Each {
            id: each
            list: group.list
            Tile {
                required property int index
                property var item: each.at(index)
                text: item.label
                note: item.hint
                iconName: group.arrows && item.icon === "caret-right" ? "" : item.icon
                enabled: item.enabled
                arrow: group.arrows
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.minimumHeight: group.least
                onClicked: kiosk.act(item.name, item.argument)
            }
        }
    }
}
