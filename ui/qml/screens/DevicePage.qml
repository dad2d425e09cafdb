import QtQuick
import ".."
import "../controls"

// One device: how it is, whether anybody saw it work here, its last test, its address.
ScrollPage {
    id: device
    property var page
    entries: page.actions
    heading: page.title
    Banner { width: parent.width; note: device.page.state }
    DrawingCard { width: parent.width; drawing: device.page.drawing ?? null }
    Banner { width: parent.width; note: device.page.mark }
    Card {
        id: facts
        width: parent.width
        visible: device.page.facts.length > 0
        Each {
            id: each
            list: device.page.facts
            Column {
                id: fact
                required property int index
                property var item: each.at(index)
                width: parent ? parent.width : 0
                bottomPadding: Theme.smallGap
                Words { width: parent.width; kind: "small"; text: fact.item[0] }
                Words { objectName: "fact"; width: parent.width; text: fact.item[1] }
            }
        }
    }
    actions: Actions { width: parent ? parent.width : 0; list: device.rest; pairs: true }
}
