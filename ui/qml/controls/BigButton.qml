import QtQuick
import ".."

// A main, secondary, quiet or danger entry: an icon and a word.
Touch {
    id: button

    property string kind: "main"
    property string iconName: ""
    property string note: ""
    property bool compact: false

    readonly property bool filled: kind === "main" || kind === "danger"
    readonly property color face: !enabled ? Theme.off
        : kind === "main" ? (down ? Theme.mainPressed : Theme.main)
        : kind === "danger" ? (down ? Theme.dangerPressed : Theme.danger)
        : kind === "dangerSoft" ? (down ? Theme.pressed : Theme.dangerSoft)
        : kind === "attention" ? (down ? Theme.pressed : Theme.amberSoft)
        : (down ? Theme.pressed : Theme.card)
    readonly property color letters: !enabled ? Theme.offInk
        : kind === "main" ? Theme.mainInk : kind === "danger" ? Theme.dangerInk
        : kind === "dangerSoft" ? Theme.dangerSoftInk
        : kind === "attention" ? Theme.amberInk
        : kind === "quiet" ? Theme.ink : Theme.mainText

    implicitHeight: Math.max(kind === "quiet" || compact ? Theme.row : Theme.button, implicitContentHeight + 2 * (compact ? Theme.smallGap : Theme.gap))
    leftPadding: compact ? Theme.smallGap : Theme.gap
    rightPadding: leftPadding
    Accessible.name: note === "" ? text : text + ", " + note

    background: Rectangle {
        radius: Theme.radius
        color: button.face
        border.width: Theme.contrast && !button.enabled ? 0
            : button.kind === "secondary" || Theme.contrast ? Theme.border
            : button.kind === "quiet" ? Theme.hairline : 0
        border.color: button.kind === "secondary" && button.enabled ? Theme.mainText : Theme.line
        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }

    contentItem: Item {
        implicitWidth: (icon.visible ? icon.width + row.spacing : 0) + Math.max(label.implicitWidth, more.implicitWidth) + 1
        implicitHeight: words.implicitHeight

        Row {
            id: row
            anchors.centerIn: parent
            spacing: button.compact ? Theme.smallGap : Theme.gap
            Icon {
                id: icon
                name: button.compact && Theme.big ? "" : button.iconName
                size: button.compact ? 44 : Theme.icon
                anchors.verticalCenter: parent.verticalCenter
                color: button.kind === "main" && button.enabled ? Theme.mainIcon : button.letters
            }
            Column {
                id: words
                anchors.verticalCenter: parent.verticalCenter
                readonly property real room: button.availableWidth - (icon.visible ? icon.width + row.spacing : 0)
                Words {
                    id: label
                    kind: button.compact ? "body" : "label"
                    strong: true
                    text: button.text
                    color: button.letters
                    spoken: false
                    width: Math.min(implicitWidth, words.room)
                    horizontalAlignment: icon.visible || button.note !== "" ? Text.AlignLeft : Text.AlignHCenter
                }
                Words {
                    id: more
                    kind: "small"
                    text: button.note
                    visible: text !== ""
                    color: button.letters
                    spoken: false
                    width: Math.min(implicitWidth, words.room)
                }
            }
        }
    }
}
