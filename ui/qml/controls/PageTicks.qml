import QtQuick
import QtQuick.Layouts
import ".."

// Pages of a document as small pictures, each with its number and a tick in a word (`PageTick`s of ui/pages).
GridLayout {
    id: grid

    property var list: []

    columns: Theme.big ? 2 : 3
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    visible: list ? list.length > 0 : false

    Each {
        id: each
        list: grid.list
        Touch {
            id: tick
            required property int index
            property var item: each.at(index)
            readonly property real ratio: item.picture.width > 0 ? item.picture.height / item.picture.width : 1.41
            readonly property color letters: item.kept ? Theme.mainInk : Theme.ink
            text: item.label
            help: item.kept ? "à imprimer" : "enlevée"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            implicitHeight: sheet.height + foot.implicitHeight + 3 * Theme.smallGap
            Accessible.role: Accessible.CheckBox
            Accessible.checkable: true
            Accessible.checked: item.kept
            onClicked: kiosk.act(item.turn.name, item.turn.argument)
            background: Rectangle {
                radius: Theme.smallRadius
                color: tick.item.kept ? Theme.main : tick.down ? Theme.pressed : Theme.card
                border { width: Theme.border; color: tick.item.kept ? Theme.main : Theme.mainText }
            }
            contentItem: Item {
                Rectangle {
                    id: sheet
                    x: Theme.smallGap
                    y: Theme.smallGap
                    width: parent.width - 2 * x
                    height: Math.min(width * tick.ratio, width * 1.5)
                    color: "white"
                    border { width: Theme.hairline; color: Theme.line }
                    Image {
                        anchors { fill: parent; margins: Theme.hairline }
                        source: tick.item.picture.picture
                        sourceSize.width: 300
                        fillMode: Image.PreserveAspectFit
                        opacity: tick.item.kept ? 1 : 0.45
                        mipmap: true
                    }
                }
                Row {
                    id: foot
                    anchors { top: sheet.bottom; topMargin: Theme.smallGap; horizontalCenter: parent.horizontalCenter }
                    spacing: Theme.smallGap
                    Icon { name: tick.item.kept ? "check" : "x"; size: Theme.icon; color: tick.letters; anchors.verticalCenter: parent.verticalCenter }
                    Words { text: tick.text; kind: "label"; strong: tick.item.kept; color: tick.letters; spoken: false; anchors.verticalCenter: parent.verticalCenter }
                }
            }
        }
    }
}
