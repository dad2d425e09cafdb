import QtQuick
import ".."
import "../controls"

// A form that is not on this kiosk: how else to get it, or to do without it.
ScrollPage {
    id: ways
    property var page
    entries: page.actions
    heading: page.title
    lead: page.words
    Banner { width: parent.width; note: ways.page.note }
    InfoCards { width: parent.width; list: ways.page.ways }
    actions: Actions { width: parent ? parent.width : 0; list: ways.rest }
}
