import QtQuick
import ".."

// The actions of a page, one under the other; `columns: 2` sets equal ones side by side
// while their words fit.
Grid {
    id: grid

    property var list: []
    property bool pairs: false

    columns: pairs && !Theme.big && list && list.length > 1 ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap * 0.75
    visible: list ? list.length > 0 : false

    Each {
        id: each
        list: grid.list
        ActionButton {
            required property int index
            entry: each.at(index)
            width: (grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns
        }
    }
}
