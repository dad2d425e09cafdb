import QtQuick
import ".."
import "../controls"

// The last events in words, of all or of one device.
ScrollPage {
    id: journal
    property var page
    entries: page.actions
    heading: page.title
    lead: page.words
    spacing: Theme.smallGap

    Flow {
        width: parent.width
        spacing: Theme.smallGap
        Each {
            id: filters
            list: journal.page.filters
            ActionButton {
                required property int index
                entry: filters.at(index)
                compact: true
                width: Math.min(implicitWidth + Theme.gap, journal.width - 2 * journal.side)
            }
        }
    }
    Each {
        id: rows
        list: journal.page.rows
        Column {
            id: row
            required property int index
            property var item: rows.at(index)
            width: parent ? parent.width : 0
            topPadding: 4
            Words { width: parent.width; kind: "small"; text: row.item.when }
            Words {
                width: parent.width
                text: row.item.words + (row.item.code === "" ? "" : " (" + row.item.code + ")")
                color: row.item.bad ? Theme.dangerSoftInk : Theme.ink
            }
            Rectangle { width: parent.width; height: Theme.hairline; color: Theme.line }
        }
    }
    actions: Actions { width: parent ? parent.width : 0; list: journal.rest }
}
