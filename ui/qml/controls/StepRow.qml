import QtQuick
import ".."

// One step of a plan: a box to tick, what it is and why, and the way to its sheet where there is one.
Rectangle {
    id: row
    property var step
    readonly property bool done: !!step && step.done
    readonly property bool opens: !!step && !!step.open

    implicitHeight: Math.max(opens ? way.implicitHeight : plain.implicitHeight + 2 * Theme.gap, box.height + Theme.gap)
    radius: Theme.radius
    color: done ? Theme.tint : Theme.card
    border { width: Theme.hairline; color: Theme.line }

    Touch {
        id: box
        x: Theme.smallGap
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.target + Theme.smallGap
        height: width
        text: row.step ? row.step.tick.label + " : " + row.step.title : ""
        ringRadius: Theme.smallRadius
        Accessible.role: Accessible.CheckBox
        Accessible.checkable: true
        Accessible.checked: row.done
        onClicked: kiosk.act(row.step.tick.name, row.step.tick.argument)
        background: Item {
            Rectangle {
                anchors.centerIn: parent
                width: 56
                height: 56
                radius: 12
                color: row.done ? Theme.main : box.down ? Theme.pressed : Theme.card
                border { width: Theme.border + 1; color: Theme.mainText }
                Icon { anchors.centerIn: parent; name: row.done ? "check" : ""; size: 44; color: Theme.mainInk }
            }
        }
        contentItem: Item {}
    }
    Touch {
        id: way
        visible: row.opens
        x: box.x + box.width + Theme.smallGap
        width: parent.width - x
        height: parent.height
        leftPadding: Theme.smallGap
        rightPadding: Theme.gap
        implicitHeight: implicitContentHeight + 2 * Theme.gap
        text: row.step ? row.step.title : ""
        help: row.opens ? row.step.open.label : ""
        Accessible.role: Accessible.Button
        onClicked: kiosk.act(row.step.open.name, row.step.open.argument)
        background: Rectangle { radius: Theme.radius; color: way.down ? Theme.pressed : "transparent" }
        contentItem: Item {
            implicitHeight: words.implicitHeight
            StepWords {
                id: words
                width: parent.width - caret.width - Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                step: row.step
                spoken: false
            }
            Icon { id: caret; name: "caret-right"; size: 44; anchors { right: parent.right; verticalCenter: parent.verticalCenter } }
        }
    }
    StepWords {
        id: plain
        visible: !row.opens
        x: way.x + Theme.smallGap
        width: parent.width - x - Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        step: row.step
    }
}
