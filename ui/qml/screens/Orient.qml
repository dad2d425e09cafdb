import QtQuick
import ".."
import "../controls"

// One question of « Vers qui me tourner ? ».
ScrollPage {
    id: orient
    property var page
    entries: page.actions
    crumbs: page.step
    heading: page.title
    lead: page.text

    TileGroup {
        width: parent.width
        columns: Theme.big ? 1 : orient.page.columns
        list: orient.page.choices
        least: columns > 1 ? 132 : 0
    }
    actions: Actions { width: parent ? parent.width : 0; list: orient.rest }
}
