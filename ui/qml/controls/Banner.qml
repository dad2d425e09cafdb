import QtQuick
import ".."

// A set-apart sentence (`Note` of ui/pages.py): title, text, icon; the tone colours it, the words say it too.
Rectangle {
    id: banner

    property var note
    // One line: the title, and the first sentence where there is room for it; the whole note stands on
    // another page.
    property bool slim: false
    readonly property string brief: !note || !slim ? "" : note.title + " · " + note.text.split(/(?<=[.!?])\s/)[0]
    readonly property string tone: note ? note.tone : "calm"
    readonly property color letters: tone === "warn" ? Theme.amberInk
        : tone === "bad" ? Theme.dangerSoftInk : Theme.tintInk

    visible: !!note && (note.title !== "" || note.text !== "")
    implicitHeight: visible ? words.implicitHeight + 2 * (slim ? Theme.smallGap : Theme.pad * 0.85) : 0
    radius: slim ? Theme.smallRadius : Theme.radius
    color: tone === "warn" ? Theme.amberSoft : tone === "bad" ? Theme.dangerSoft : Theme.tint
    border { width: Theme.contrast ? Theme.border : 0; color: banner.letters }

    Icon {
        id: icon
        x: Theme.pad
        anchors.verticalCenter: parent.verticalCenter
        name: banner.note ? banner.note.icon : ""
        color: banner.tone === "calm" || banner.tone === "good" ? Theme.mainText : banner.letters
        size: banner.slim ? 40 : 60
    }
    TextMetrics { id: whole; text: banner.brief; font { family: Theme.family; pixelSize: Theme.small; bold: true } }
    Column {
        id: words
        anchors.verticalCenter: parent.verticalCenter
        x: icon.visible ? icon.x + icon.width + (banner.slim ? Theme.smallGap : Theme.gap * 1.2) : Theme.pad
        width: parent.width - x - Theme.pad
        spacing: 4
        Words {
            width: parent.width
            text: !banner.note ? "" : banner.slim && banner.note.text !== "" && whole.advanceWidth < width ? banner.brief : banner.note.title
            visible: text !== ""
            kind: banner.slim ? "small" : "body"
            strong: true
            color: banner.letters
        }
        Words {
            width: parent.width
            text: banner.note ? banner.note.text : ""
            visible: text !== "" && !(banner.slim && banner.note.title !== "")
            kind: banner.slim ? "small" : "body"
            color: banner.letters
        }
    }
}
