import QtQuick
import ".."

// Small actions on one line (previous page, next page, larger), sharing the width.
Flow {
    id: pager
    property var list: []
    readonly property int across: list ? Math.min(list.length, 4) : 1
    spacing: Theme.smallGap
    visible: list ? list.length > 0 : false
    Each {
        id: each
        list: pager.list
        ActionButton {
            required property int index
            entry: each.at(index)
            kind: entry && entry.kind === "main" ? "main" : "quiet"
            width: (pager.width - (pager.across - 1) * pager.spacing) / Math.max(1, pager.across)
            compact: true
        }
    }
}
