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

    onHeadingChanged: toTop()

    LineView { width: parent.width; lines: topic.page.lines; visible: topic.page.lines.length > 0 }
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
    InfoCards { width: parent.width; title: "En ligne"; list: topic.page.services }
    InfoCards { width: parent.width; title: "Où s’adresser"; list: topic.page.offices }
    TileGroup { width: parent.width; title: "Voir aussi"; list: topic.page.related }
    Each {
        id: about
        list: topic.page.about
        ChapterView { required property int index; chapter: about.at(index); width: parent ? parent.width : 0 }
    }

    actions: Actions { width: parent ? parent.width : 0; list: topic.rest }
}
