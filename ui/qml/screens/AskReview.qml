import QtQuick
import ".."
import "../controls"

// « Voilà ce que vous demandez »: every answer with its button, and that nothing has been sent.
ScrollPage {
    id: review
    property var page
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title

    Banner { width: parent.width; note: review.page.note }
    Card {
        width: parent.width
        Each {
            id: lines
            list: review.page.lines
            Item {
                id: row
                required property int index
                property var item: lines.at(index)
                width: parent ? parent.width : 0
                implicitHeight: Math.max(said.implicitHeight, change.implicitHeight) + 2 * Theme.smallGap
                Rectangle {
                    visible: row.index > 0
                    width: parent.width
                    height: Theme.hairline
                    color: Theme.line
                }
                Column {
                    id: said
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - change.width - Theme.gap
                    Words { width: parent.width; kind: "small"; text: row.item.label }
                    Words { width: parent.width; kind: "label"; text: row.item.text_typed }
                }
                BigButton {
                    id: change
                    anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                    kind: "quiet"
                    text: row.item.change.label
                    iconName: Theme.big ? "" : row.item.change.icon
                    implicitHeight: Theme.row
                    Accessible.name: row.item.change.label + " : " + row.item.label
                    onClicked: kiosk.act(row.item.change.name, row.item.change.argument)
                }
            }
        }
    }
    Words { width: parent.width; kind: "small"; text: review.page.privacy; visible: text !== "" }
    actions: Actions { width: parent ? parent.width : 0; list: review.rest }
}
