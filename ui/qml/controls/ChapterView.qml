import QtQuick
import ".."

// A part of the procedure that opens and closes at a touch.
Column {
    id: view
    property var chapter
    readonly property bool open: !!chapter && chapter.open
    spacing: Theme.gap

    Touch {
        id: head
        width: parent.width
        text: view.chapter ? view.chapter.title : ""
        help: view.open ? "ouvert" : "fermé"
        implicitHeight: Math.max(Theme.row + Theme.smallGap, implicitContentHeight + 2 * Theme.gap)
        leftPadding: Theme.pad
        rightPadding: Theme.pad
        Accessible.role: Accessible.Button
        onClicked: kiosk.act(view.chapter.toggle.name, view.chapter.toggle.argument)
        background: Rectangle {
            radius: Theme.radius
            color: head.down ? Theme.pressed : view.open ? Theme.tint : Theme.card
            border { width: Theme.hairline; color: Theme.line }
        }
        contentItem: Item {
            implicitHeight: title.implicitHeight
            Words {
                id: title
                width: parent.width - 70
                anchors.verticalCenter: parent.verticalCenter
                kind: "label"
                spoken: false
                text: head.text
            }
            Icon {
                name: view.open ? "caret-up" : "caret-down"
                size: 48
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            }
        }
    }
    LineView {
        visible: view.open
        x: Theme.smallGap
        width: parent.width - 2 * x
        lines: view.open ? view.chapter.lines : []
    }
}
