import QtQuick
import ".."
import "../controls"

// All counters, open or not, and how long.
ScrollPage {
    id: counters
    property var page
    entries: page.actions
    heading: page.title
    lead: page.text

    Banner { width: parent.width; note: counters.page.note }
    Each {
        id: cards
        list: counters.page.counters
        Tile {
            required property int index
            property var item: cards.at(index)
            width: parent ? parent.width : 0
            text: item.name
            note: item.administration
            badge: item.words
            iconName: item.open ? "video-camera" : "clock"
            rests: !item.open
            arrow: true
            enabled: item.choose.enabled
            onClicked: kiosk.act(item.choose.name, item.choose.argument)
        }
    }
    actions: Actions { width: parent ? parent.width : 0; list: counters.rest }
}
