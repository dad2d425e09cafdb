import QtQuick
import ".."
import "../controls"

// « Que voulez-vous faire ? »: search, subjects, a person.
ScrollPage {
    id: home
    property var page
    heading: [page.title, page.question].filter(part => part !== "").join("\n")

    Touch {
        id: search
        width: parent.width
        focus: true
        text: home.page.search_hint
        implicitHeight: Math.max(132, implicitContentHeight + 2 * Theme.gap)
        Accessible.role: Accessible.Button
        onClicked: kiosk.act("search.open", "")
        background: Rectangle {
            radius: Theme.radius
            color: search.down ? Theme.pressed : Theme.card
            border { width: Theme.border + 1; color: Theme.mainText }
        }
        leftPadding: Theme.pad
        contentItem: Row {
            spacing: Theme.gap
            Icon { name: "magnifying-glass"; size: 72; anchors.verticalCenter: parent.verticalCenter }
            Words { text: search.text; kind: "label"; strong: false; color: Theme.soft; spoken: false; anchors.verticalCenter: parent.verticalCenter }
        }
    }
    Banners { width: parent.width; list: home.page.notes }
    TileGroup {
        width: parent.width
        columns: 2
        least: Theme.big || Theme.reach ? 0 : 152
        list: home.page.tiles
    }
    Actions { width: parent.width; list: home.page.more; pairs: true }
    actions: CountersCard { width: parent ? parent.width : 0; entry: home.page.counter; counters: home.page.counters }
}
