import QtQuick
import ".."
import "../controls"

// A sheet under the document camera: its picture, framed; what to do in large words; one button that always photographs.
FocusScope {
    id: look
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title

    PageTitle {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        modest: true
        heading: look.page.title
    }
    Banner {
        id: news
        x: Theme.margin
        y: head.height + (height > 0 ? Theme.gap : 0)
        width: parent.width - 2 * x
        note: look.page.note
    }
    PaperPane {
        id: pane
        x: Theme.margin
        y: news.y + news.height + Theme.gap + above
        width: parent.width - 2 * x
        height: Math.min(width * 0.75 + 2 * rim + above, foot.y - y - Theme.gap - (advice.visible ? advice.least + Theme.gap : 0))
        live: look.page.live
        ready: look.page.ready
        words: look.page.words
        caption: look.page.caption
        corners: look.page.corners
    }
    Rectangle {
        id: advice
        readonly property real least: said.implicitHeight + 2 * Theme.gap
        readonly property bool warn: look.page.tone === "warn"
        readonly property color letters: warn ? Theme.amberInk : Theme.tintInk
        visible: look.page.advice !== ""
        x: Theme.margin
        y: pane.y + pane.height + Theme.gap
        width: parent.width - 2 * x
        height: Math.min(foot.y - y - Theme.gap, Math.max(least, 300))
        radius: Theme.radius
        color: warn ? Theme.amberSoft : Theme.tint
        border { width: Theme.contrast ? Theme.border : 0; color: letters }
        Icon {
            id: sign
            x: Theme.pad
            anchors.verticalCenter: parent.verticalCenter
            name: look.page.icon
            size: Theme.bigIcon
            color: advice.warn ? advice.letters : Theme.mainText
        }
        Words {
            id: said
            anchors.verticalCenter: parent.verticalCenter
            x: sign.x + sign.width + Theme.gap
            width: parent.width - x - Theme.pad
            kind: "heading"
            color: advice.letters
            text: look.page.advice
        }
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        Actions { width: parent.width; list: look.page.actions; pairs: true }
    }
}
