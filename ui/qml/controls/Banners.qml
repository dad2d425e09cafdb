import QtQuick
import ".."

// Several notes, one under the other.
Column {
    id: banners
    property var list: []
    spacing: Theme.gap
    visible: list ? list.length > 0 : false
    Each {
        id: each
        list: banners.list
        Banner {
            required property int index
            note: each.at(index)
            width: banners.width
        }
    }
}
