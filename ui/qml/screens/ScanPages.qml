import QtQuick
import ".."
import "../controls"

// The page just read, large; how far the next one is; keep, redo, remove, or all is there.
FocusScope {
    id: pages
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title
    readonly property bool working: page.progress_words !== ""

    PageTitle {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        modest: true
        heading: pages.page.title
        lead: pages.page.words
    }
    Column {
        id: news
        x: Theme.margin
        y: head.height + Theme.gap
        width: parent.width - 2 * x
        spacing: Theme.smallGap
        ProgressLine { width: parent.width; visible: pages.working; progress: pages.page.progress }
        Words { width: parent.width; text: pages.page.progress_words; visible: pages.working }
        Banner { width: parent.width; note: pages.page.note }
    }
    PagePicture {
        x: Theme.margin
        y: news.y + (news.height > 0 ? news.height + Theme.gap : 0)
        width: parent.width - 2 * x
        height: foot.y - y - Theme.gap
        picture: pages.page.picture
        visible: !!picture || pages.working
        waitWords: pages.working ? "La page arrive…" : ""
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        spacing: Theme.gap * 0.75
        Pager { width: parent.width; list: pages.page.pager }
        Actions { width: parent.width; list: pages.page.actions; pairs: true }
    }
}
