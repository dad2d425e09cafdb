import QtQuick
import ".."
import "../controls"

// The same page on both sides, with who is pointing.
FocusScope {
    id: reading
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title

    PageTitle {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x - (face.visible ? face.width + Theme.gap : 0)
        modest: true
        heading: reading.page.title
        lead: reading.page.words
    }
    FaceCorner {
        id: face
        shown: reading.page.remote
        anchors { right: parent.right; rightMargin: Theme.margin }
    }
    Banner {
        id: note
        x: Theme.margin
        y: Math.max(head.height, face.visible ? face.height : 0) + Theme.gap
        width: parent.width - 2 * x
        note: reading.page.note
    }
    PagePicture {
        x: Theme.margin
        y: note.y + (note.visible ? note.height + Theme.gap : 0)
        width: parent.width - 2 * x
        height: foot.y - y - Theme.gap
        picture: reading.page.picture
        pointer: reading.page.pointer ?? reading.page.mine
        pointing: !reading.page.marking
        visible: !!picture || !reading.page.note
        waitWords: "Le document se prépare…"
        MarkLayer {
            anchors.fill: parent
            marks: reading.page.marks
            drawing: reading.page.marking
            onDrawn: stroke => kiosk.act("mark.stroke", stroke)
        }
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        spacing: Theme.gap * 0.75
        Pager { width: parent.width; list: reading.page.pager }
        Actions { width: parent.width; list: reading.page.actions; pairs: true }
    }
}
