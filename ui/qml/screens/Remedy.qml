import QtQuick
import ".."
import "../controls"

// What to do about an error: where to look, drawn, and the steps in words.
ScrollPage {
    id: remedy
    property var page
    entries: page.actions
    heading: page.title
    Banner {
        width: parent.width
        note: ({ title: remedy.page.cause, text: remedy.page.code === "" ? "" : "Code " + remedy.page.code + ".", tone: "bad", icon: "warning" })
    }
    DrawingCard { width: parent.width; drawing: remedy.page.drawing }
    Card {
        id: card
        width: parent.width
        spacing: Theme.gap
        Each {
            id: steps
            list: remedy.page.steps
            Row {
                id: step
                required property int index
                property string said: steps.at(index)
                width: parent ? parent.width : 0
                spacing: Theme.gap
                Rectangle {
                    id: disc
                    width: 64
                    height: 64
                    radius: 32
                    color: Theme.main
                    Words { anchors.centerIn: parent; kind: "label"; spoken: false; color: Theme.mainInk; text: step.index + 1 }
                }
                Words {
                    width: parent.width - disc.width - parent.spacing
                    anchors.verticalCenter: parent.verticalCenter
                    text: step.said
                    Accessible.name: (step.index + 1) + ". " + text
                }
            }
        }
    }
    actions: Actions { width: parent ? parent.width : 0; list: remedy.rest; pairs: true }
}
