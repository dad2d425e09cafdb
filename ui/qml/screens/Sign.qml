import QtQuick
import ".."
import "../controls"

// Exactly what is signed, above; its reserved box, enlarged for the finger, below. While the page is
// enlarged to be read, the box makes room for it.
FocusScope {
    id: sign
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title
    readonly property bool mayInk: !!page.box && !!page.picture && !sheet.enlarged && !page.refusing

    PageTitle {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        modest: true
        heading: sign.page.title
        lead: sheet.enlarged ? "" : sign.page.text
    }
    Banner {
        id: note
        x: Theme.margin
        y: head.height + Theme.smallGap
        width: parent.width - 2 * x
        note: sign.page.note
    }
    PagePicture {
        id: sheet
        x: Theme.margin
        y: note.y + (note.visible ? note.height + Theme.gap : 0)
        width: parent.width - 2 * x
        height: Math.max(0, (pad.visible ? label.y : foot.y - Theme.smallGap) - y - Theme.smallGap)
        picture: sign.page.picture
        waitWords: "Le document se prépare…"
        Rectangle {
            visible: !!sign.page.box
            x: visible ? sign.page.box.x * parent.width : 0
            y: visible ? sign.page.box.y * parent.height : 0
            width: visible ? sign.page.box.w * parent.width : 0
            height: visible ? sign.page.box.h * parent.height : 0
            color: "transparent"
            border { width: 5; color: Theme.amber }
        }
        InkLayer { anchors.fill: parent; strokes: sign.page.box ? sign.page.strokes : []; pen: sign.page.pen }
    }
    Words {
        id: label
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: pad.top; bottomMargin: Theme.smallGap }
        visible: pad.visible
        strong: true
        text: sign.page.where
    }
    SignaturePad {
        id: pad
        x: Theme.margin
        width: parent.width - 2 * x
        height: Math.min(width * ratio, Theme.reach ? 230 : 270)
        anchors { bottom: foot.top; bottomMargin: Theme.smallGap }
        visible: sign.mayInk
        picture: sign.page.picture
        box: sign.page.box
        strokes: sign.page.strokes
        pen: sign.page.pen
        ready: !sign.page.busy
        onDrawn: stroke => kiosk.act("sign.stroke", stroke)
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        spacing: Theme.smallGap
        ProgressLine { width: parent.width; visible: sign.page.busy }
        Words { width: parent.width; kind: "small"; text: sign.page.legal; visible: text !== "" && !Theme.reach }
        Pager { width: parent.width; list: sign.page.pager }
        Actions { width: parent.width; list: sign.page.actions; pairs: true; oneRow: (!Theme.big || Theme.reach) && !sign.page.refusing }
    }
}
