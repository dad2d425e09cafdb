import QtQuick
import QtQuick.Layouts
import ".."

// Switches of the Affichage panel: icon, word, and « activé » in words, not by colour alone.
GridLayout {
    id: grid

    property var list: []

    function first(): Item { return each.itemAt(0) }

    columns: Theme.big && !Theme.reach ? 1 : 2
    columnSpacing: Theme.reach ? Theme.smallGap : Theme.gap
    rowSpacing: columnSpacing
    visible: list ? list.length > 0 : false

    Each {
        id: each
        list: grid.list
        Touch {
            id: option
            required property int index
            property var item: each.at(index)
            text: item.label
            help: item.hint
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            implicitHeight: Math.max(Theme.button, implicitContentHeight + 2 * (Theme.reach ? Theme.smallGap : Theme.gap))
            leftPadding: Theme.gap
            rightPadding: Theme.gap
            Accessible.role: Accessible.CheckBox
            Accessible.checkable: true
            Accessible.checked: item.on
            onClicked: kiosk.act(item.toggle.name, item.toggle.argument)
            readonly property color letters: item.on ? Theme.mainInk : Theme.ink
            background: Rectangle {
                radius: Theme.radius
                color: option.item.on ? Theme.main : option.down ? Theme.pressed : Theme.card
                border { width: Theme.border; color: option.item.on ? Theme.main : Theme.mainText }
            }
            contentItem: Item {
                implicitHeight: words.implicitHeight
                Icon {
                    id: icon
                    name: option.item.icon
                    size: 64
                    color: option.item.on ? Theme.mainIcon : Theme.mainText
                    anchors.verticalCenter: parent.verticalCenter
                }
                Column {
                    id: words
                    x: icon.width + Theme.gap
                    width: parent.width - x
                    anchors.verticalCenter: parent.verticalCenter
                    Words { width: parent.width; kind: "label"; text: option.text; color: option.letters; spoken: false }
                    Words { width: parent.width; kind: "small"; text: option.item.hint; visible: text !== "" && !Theme.reach; color: option.letters; spoken: false }
                    Words {
                        width: parent.width
                        kind: "small"
                        strong: true
                        text: option.item.on ? "Activé" : ""
                        visible: text !== ""
                        color: option.letters
                        spoken: false
                    }
                }
            }
        }
    }
}
