import QtQuick
import ".."

// A subject on the home page, or a line of a list: icon, word, and why when there is room.
Touch {
    id: tile

    property string iconName: ""
    property string note: ""
    property bool arrow: false
    property string badge: ""
    property bool attention: false
    property bool rests: false

    implicitHeight: Math.max(Theme.row + Theme.smallGap, implicitContentHeight + 1.4 * Theme.gap)
    leftPadding: Theme.pad
    rightPadding: arrow ? Theme.gap : Theme.pad
    Accessible.name: [text, note, badge].filter(part => part !== "").join(", ")

    background: Rectangle {
        radius: Theme.radius
        color: !tile.enabled ? Theme.off : tile.down ? Theme.pressed : tile.attention ? Theme.amberSoft : Theme.card
        border { width: Theme.hairline; color: Theme.line }
        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }

    contentItem: Item {
        implicitHeight: Math.max(words.implicitHeight, icon.visible ? icon.height : 0)
        Icon {
            id: icon
            name: tile.iconName
            size: 64
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            id: words
            spacing: 4
            anchors.verticalCenter: parent.verticalCenter
            x: icon.visible ? icon.width + Theme.gap : 0
            width: parent.width - x - (tile.arrow ? caret.width + Theme.smallGap : 0)
            Words {
                kind: "label"
                text: tile.text
                spoken: false
                width: parent.width
            }
            Words {
                kind: "small"
                text: tile.note
                visible: text !== ""
                spoken: false
                width: parent.width
            }
            Words {
                kind: "small"
                strong: true
                color: tile.rests ? Theme.soft : Theme.mainText
                text: tile.badge
                visible: text !== ""
                spoken: false
                width: parent.width
            }
        }
        Icon {
            id: caret
            name: tile.arrow ? "caret-right" : ""
            size: 44
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        }
    }
}
