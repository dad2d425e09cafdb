import QtQuick
import ".."
import "../controls"

// Which day, or which hour: one question, each answer large enough to touch without aiming.
ScrollPage {
    id: slots
    property var page
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title
    small: page.step

    Banner { width: parent.width; note: slots.page.note }
    TileGroup {
        width: parent.width
        list: slots.page.choices
        columns: Theme.big ? 1 : slots.page.columns
        least: columns > 1 ? 128 : 0
    }
    actions: Actions { width: parent ? parent.width : 0; list: slots.rest }
}
