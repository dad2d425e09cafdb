import QtQuick
import ".."
import "../controls"

// What one tile holds.
ScrollPage {
    id: topic
    property var page
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title

    Banners { width: parent.width; list: topic.page.notes }
    Each {
        id: groups
        list: topic.page.groups
        TileGroup {
            required property int index
            property var item: groups.at(index)
            title: item.title
            list: item.entries
            width: parent ? parent.width : 0
        }
    }
    actions: Actions { width: parent ? parent.width : 0; list: topic.rest }
}
