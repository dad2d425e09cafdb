import QtQuick
import ".."

// One key of the kiosk's keyboard. Touching it leaves the focus where it is.
Touch {
    id: key
    property string iconName: ""
    property bool strong: false
    property bool lit: false
    padding: 0
    ringRadius: Theme.smallRadius
    focusPolicy: Qt.TabFocus
    background: Rectangle {
        radius: Theme.smallRadius
        color: key.down ? Theme.amber : key.strong || key.lit ? Theme.main : Theme.card
        border { width: Theme.hairline; color: Theme.line }
    }
    contentItem: Item {
        readonly property color letters: key.down ? (Theme.contrast ? "#000000" : Theme.ink)
            : key.strong || key.lit ? Theme.mainInk : Theme.ink
        Row {
            anchors.centerIn: parent
            spacing: 8
            Icon {
                name: key.iconName
                size: 40
                color: parent.parent.letters
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                text: key.text
                kind: key.text.length > 1 ? "small" : "label"
                strong: true
                spoken: false
                wrapMode: Text.NoWrap
                color: parent.parent.letters
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
