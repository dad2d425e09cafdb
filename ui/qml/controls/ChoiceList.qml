import QtQuick
import QtQuick.Layouts
import ".."

// A question with one answer among several (`Question` of ui/pages.py).
Column {
    id: ask

    property var question
    property bool sideBySide: false
    // A few short words each: side by side in big text too.
    property bool brief: false
    readonly property var choices: question ? question.choices : []

    spacing: Theme.smallGap
    visible: !!question

    Words {
        width: parent.width
        kind: "heading"
        text: ask.question ? ask.question.title : ""
        visible: text !== ""
    }
    GridLayout {
        id: grid
        width: parent.width
        columns: ask.sideBySide && (!Theme.big || ask.brief) ? Math.max(1, ask.choices.length) : 1
        columnSpacing: Theme.smallGap
        rowSpacing: Theme.smallGap
        Each {
            id: each
            list: ask.choices
            Touch {
                id: choice
                required property int index
                property var item: each.at(index)
                text: item.label
                enabled: item.choose.enabled
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                implicitHeight: Math.max(Theme.row, implicitContentHeight + 2 * Theme.gap)
                ringRadius: Theme.smallRadius
                leftPadding: grid.columns > 2 ? Theme.smallGap * 1.5 : Theme.pad
                rightPadding: leftPadding
                Accessible.role: Accessible.RadioButton
                Accessible.checkable: true
                Accessible.checked: item.chosen
                onClicked: kiosk.act(item.choose.name, item.choose.argument)
                background: Rectangle {
                    radius: Theme.smallRadius
                    color: choice.item.chosen ? Theme.main : choice.down ? Theme.pressed : Theme.card
                    border { width: Theme.border; color: choice.item.chosen ? Theme.main : Theme.mainText }
                }
                contentItem: Item {
                    implicitHeight: label.implicitHeight
                    Rectangle {
                        id: dot
                        width: 44
                        height: 44
                        radius: 22
                        anchors.verticalCenter: parent.verticalCenter
                        color: "transparent"
                        border { width: 4; color: label.color }
                        Rectangle {
                            anchors.centerIn: parent
                            width: 22
                            height: 22
                            radius: 11
                            color: label.color
                            visible: choice.item.chosen
                        }
                    }
                    Words {
                        id: label
                        anchors.verticalCenter: parent.verticalCenter
                        x: dot.width + (grid.columns > 2 ? Theme.smallGap : Theme.gap)
                        width: parent.width - x
                        strong: choice.item.chosen
                        spoken: false
                        text: choice.text
                        color: choice.item.chosen ? Theme.mainInk : Theme.ink
                    }
                }
            }
        }
    }
}
