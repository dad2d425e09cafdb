import QtQuick
import ".."

// A set-apart sentence (`Note` of ui/pages.py): title, text, icon; the tone colours it, the words say it too.
Rectangle {
    id: banner

    property var note
    readonly property string tone: note ? note.tone : "calm"
    readonly property color letters: tone === "warn" ? Theme.amberInk
        : tone === "bad" ? Theme.dangerSoftInk : Theme.tintInk

    visible: !!note && (note.title !== "" || note.text !== "")
    implicitHeight: visible ? words.implicitHeight + 2 * Theme.pad * 0.85 : 0
    radius: Theme.radius
    color: tone === "warn" ? Theme.amberSoft : tone === "bad" ? Theme.dangerSoft : Theme.tint
    border { width: Theme.contrast ? Theme.border : 0; color: banner.letters }

    Icon {
        id: icon
        x: Theme.pad
        anchors.verticalCenter: parent.verticalCenter
        name: banner.note ? banner.note.icon : ""
        color: banner.tone === "calm" || banner.tone === "good" ? Theme.mainText : banner.letters
        size: 60
    }
    Column {
        id: words
        anchors.verticalCenter: parent.verticalCenter
        x: icon.visible ? icon.x + icon.width + Theme.gap * 1.2 : Theme.pad
        width: parent.width - x - Theme.pad
        spacing: 4
        Words {
            width: parent.width
            text: banner.note ? banner.note.title : ""
            visible: text !== ""
            strong: true
            color: banner.letters
        }
        Words {
            width: parent.width
            text: banner.note ? banner.note.text : ""
            visible: text !== ""
            color: banner.letters
        }
    }
}
