import QtQuick
import ".."
import "../controls"

// A paper shown live: what the expert sees, framed; how long still; how to stop.
FocusScope {
    id: show
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title

    PageTitle {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        modest: true
        heading: show.page.title
        lead: show.page.words
    }
    Banner {
        id: news
        x: Theme.margin
        y: head.height + (height > 0 ? Theme.gap : 0)
        width: parent.width - 2 * x
        note: show.page.note
    }
    LivePane {
        x: Theme.margin
        y: news.y + news.height + Theme.gap
        width: parent.width - 2 * x
        height: foot.y - y - Theme.gap
        live: show.page.live
        caption: show.page.caption
        waiting: show.page.waiting
        count: show.page.count
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        Actions { width: parent.width; list: show.page.actions; pairs: true }
    }
}
