import QtQuick.Layouts
import ".."

// Small actions on one line (previous page, next page, larger), of one width and one height.
GridLayout {
    id: pager
    property var list: []
    columns: fitting.columns
    columnSpacing: Theme.smallGap
    rowSpacing: Theme.smallGap
    visible: list ? list.length > 0 : false
    WidestWord { id: fitting; list: pager.list; room: pager.width; font.pixelSize: Theme.body }
    Each {
        id: each
        list: pager.list
        ActionButton {
            required property int index
            entry: each.at(index)
            // Four of them leave room for their words alone.
            iconName: entry && each.list.length < 4 ? entry.icon : ""
            kind: entry && entry.kind === "main" ? "main" : "quiet"
            compact: true
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
    }
}
