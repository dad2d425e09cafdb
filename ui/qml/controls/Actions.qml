import QtQuick
import QtQuick.Layouts
import ".."

// The actions of a page, one under the other; `pairs` sets them two by two, the first one alone on
// its line when they are odd; `oneRow` sets them all side by side.
GridLayout {
    id: grid

    property var list: []
    property bool pairs: false
    property bool oneRow: false
    readonly property int count: list ? list.length : 0

    function first(): Item { return each.itemAt(0) }

    columns: oneRow ? Math.max(1, count) : pairs ? 2 : 1
    columnSpacing: Theme.gap * 0.75
    rowSpacing: columnSpacing
    visible: count > 0

    Each {
        id: each
        list: grid.list
        ActionButton {
            required property int index
            readonly property bool alone: grid.pairs && !grid.oneRow && grid.count % 2 === 1 && index === 0
            entry: each.at(index)
            compact: grid.oneRow
            Layout.columnSpan: alone ? 2 : 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: alone ? 2 : 1
        }
    }
}
