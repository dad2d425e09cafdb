import QtQuick
import ".."
import "../controls"

// « Tout tester »: how far it is, and what came out of each.
ScrollPage {
    id: checkup
    property var page
    readonly property var marks: ({ wait: "hand-pointing", run: "hourglass", passed: "check-circle", failed: "warning-circle", skipped: "prohibit" })
    entries: page.actions
    heading: page.title
    Banner { width: parent.width; note: checkup.page.note }
    ProgressLine { width: parent.width; progress: checkup.page.progress }
    Card {
        width: parent.width
        spacing: Theme.gap
        Each {
            id: rows
            list: checkup.page.rows
            Row {
                id: row
                required property int index
                property var item: rows.at(index)
                width: parent ? parent.width : 0
                spacing: Theme.gap
                Icon {
                    id: mark
                    size: 48
                    anchors.verticalCenter: parent.verticalCenter
                    name: checkup.marks[row.item.state]
                    color: row.item.state === "failed" ? Theme.dangerSoftInk : row.item.state === "passed" ? Theme.mainText : Theme.soft
                }
                Column {
                    width: parent.width - mark.width - parent.spacing
                    Words { width: parent.width; kind: "label"; text: row.item.label }
                    Words { width: parent.width; text: row.item.words; color: row.item.state === "failed" ? Theme.dangerSoftInk : Theme.ink }
                }
            }
        }
    }
    actions: Actions { width: parent ? parent.width : 0; list: checkup.rest; pairs: true }
}
