import QtQuick
import ".."
import "../controls"

// Which pages go on paper: small pictures to take out or put back.
ScrollPage {
    id: pages
    property var page
    entries: page.actions
    heading: page.title
    lead: page.words

    Words { width: parent.width; kind: "heading"; text: pages.page.counted }
    PageTicks { width: parent.width; list: pages.page.pages }
    actions: Actions { width: parent ? parent.width : 0; list: pages.rest; pairs: true }
}
