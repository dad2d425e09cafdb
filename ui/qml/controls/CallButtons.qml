import QtQuick
import QtQuick.Layouts
import ".."

// Sound, private pause, end: icon above word, side by side.
RowLayout {
    id: buttons
    property var list: []
    property real least: Theme.reach ? 150 : 188
    property real drawn: 64
    spacing: Theme.smallGap + 4
    Each {
        id: each
        list: buttons.list
        Touch {
            id: button
            required property int index
            property var entry: each.at(index)
            text: entry.label
            enabled: entry.enabled
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            implicitHeight: Math.max(buttons.least, implicitContentHeight + 2 * (buttons.least > 0 ? Theme.reach ? 0 : Theme.gap : Theme.smallGap))
            padding: Theme.smallGap
            onClicked: kiosk.act(entry.name, entry.argument)
            readonly property bool ends: entry.kind === "danger"
            readonly property bool lit: entry.kind === "main"
            readonly property color letters: !enabled ? Theme.offInk : ends ? Theme.dangerSoftInk : lit ? Theme.mainInk : Theme.ink
            background: Rectangle {
                radius: Theme.radius
                color: !button.enabled ? Theme.off : button.down ? Theme.pressed : button.ends ? Theme.dangerSoft : button.lit ? Theme.main : Theme.card
                border { width: Theme.hairline; color: button.ends && !Theme.contrast ? Theme.danger : Theme.line }
            }
            contentItem: Item {
                implicitHeight: column.implicitHeight
                Column {
                    id: column
                    anchors.centerIn: parent
                    width: parent.width
                    spacing: 6
                    Icon { anchors.horizontalCenter: parent.horizontalCenter; name: button.entry.icon; size: buttons.drawn; color: button.letters }
                    Words {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        kind: "small"
                        strong: true
                        color: button.letters
                        spoken: false
                        text: button.text
                    }
                }
            }
        }
    }
}
