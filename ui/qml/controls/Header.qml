import QtQuick
import ".."

// The town hall's name, where one is, and the state of the network in words.
Item {
    id: top

    property var header
    property bool stageInk: false
    readonly property bool online: !!header && header.link === "online"

    implicitHeight: Math.max(names.implicitHeight, pill.height) + Theme.gap * 2.5

    Column {
        id: names
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * Theme.margin - (pill.visible ? pill.width + Theme.gap : 0)
        Words {
            width: parent.width
            strong: true
            text: top.header ? top.header.town_hall : ""
        }
        Words {
            width: parent.width
            kind: "small"
            text: top.header ? [top.header.room, top.header.note].filter(part => part !== "").join(" · ") : ""
            visible: text !== ""
        }
    }
    Rectangle {
        id: pill
        visible: !!top.header && top.header.link_words !== ""
        anchors { right: parent.right; rightMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        width: state.implicitWidth + 2 * Theme.gap
        height: state.implicitHeight + Theme.gap
        radius: height / 2
        color: top.online ? Theme.tint : Theme.amberSoft
        border { width: Theme.contrast ? Theme.hairline : 0; color: Theme.line }
        Row {
            id: state
            anchors.centerIn: parent
            spacing: Theme.smallGap
            Icon {
                name: top.online ? "wifi-high" : "wifi-slash"
                size: 40
                color: words.color
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                id: words
                kind: "small"
                strong: true
                color: top.online ? Theme.mainText : Theme.amberInk
                text: top.header ? top.header.link_words : ""
            }
        }
    }
}
