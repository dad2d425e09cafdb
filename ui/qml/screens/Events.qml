import QtQuick
import ".."
import "../controls"

// « Que vous arrive-t-il ? »: the life events, each of which makes a plan.
ScrollPage {
    id: events
    property var page
    entries: page.actions
    heading: page.title
    lead: page.text

    TileGroup { width: parent.width; list: events.page.events; columns: Theme.big ? 1 : 2; arrows: false; least: 132 }
    actions: Actions { width: parent ? parent.width : 0; list: events.rest }
}
