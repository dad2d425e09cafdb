import QtQuick
import ".."
import "../controls"

// What is near: those who come by, then the offices, each with what it is doing now.
ScrollPage {
    id: offices
    property var page
    entries: page.actions
    heading: page.title
    lead: page.text

    Banner { width: parent.width; note: offices.page.note }
    Each {
        id: groups
        list: offices.page.groups
        Column {
            id: group
            required property int index
            property var item: groups.at(index)
            width: parent ? parent.width : 0
            spacing: Theme.smallGap
            Words { width: parent.width; kind: "heading"; text: group.item.title; visible: text !== "" }
            Each {
                id: rows
                list: group.item.offices
                OfficeTile { required property int index; office: rows.at(index); width: group.width }
            }
        }
    }
    Words { width: parent.width; kind: "small"; text: offices.page.source; visible: text !== "" }

    actions: Actions { width: parent ? parent.width : 0; list: offices.rest; pairs: offices.rest.length > 1 }
}
