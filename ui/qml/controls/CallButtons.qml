import QtQuick
import QtQuick.Layouts
import ".."

// Sound, picture, private pause, end: icon above word, side by side, on two lines where one would break their words.
GridLayout {
    id: buttons
    property var list: []
    property int most: 5
    readonly property bool stacked: list ? list.length > columns : false
    property real least: stacked ? (Theme.reach ? 118 : 150) : Theme.reach ? 150 : 188
    property real drawn: stacked ? (Theme.reach ? 40 : 48) : Theme.reach ? 56 : 64
    columnSpacing: Theme.smallGap + 4
    rowSpacing: columnSpacing
    columns: fitting.columns
    WidestWord { id: fitting; list: buttons.list; room: buttons.width; between: buttons.columnSpacing; most: buttons.most; font.pixelSize: Theme.small }
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
            // What is left of the last line goes to its first button, never to the one that ends the call.
            readonly property int spare: buttons.columns * Math.ceil(each.list.length / buttons.columns) - each.list.length
            readonly property int span: spare > 0 && index === each.list.length - buttons.columns + spare ? 1 + spare : 1
            Layout.columnSpan: span
            Layout.preferredWidth: span
            implicitHeight: Math.max(buttons.least, implicitContentHeight + 2 * (buttons.least > 0 ? Theme.reach ? 8 : Theme.gap : Theme.smallGap))
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
