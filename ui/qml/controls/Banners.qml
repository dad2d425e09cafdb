import QtQuick
import ".."

// Several notes, one under the other.
Column {
    id: banners
    property var list: []
    property bool slim: false
    spacing: Theme.gap
    visible: list ? list.length > 0 : false
    Each {
        id: each
        list: banners.list
        Banner {
            required property int index
            note: each.at(index)
            slim: banners.slim
            width: banners.width
        }
    }
}
