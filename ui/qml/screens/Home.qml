import QtQuick
import ".."
import "../controls"

// « Que voulez-vous faire ? »: search, eight subjects, a person; all in sight at the usual text size.
ScrollPage {
    id: home
    property var page
    heading: page.question
    entries: [page.counter]
    spacing: Theme.gap * 0.7

    Touch {
        id: search
        visible: text !== ""
        width: parent.width
        focus: visible
        text: home.page.search_hint
        implicitHeight: Math.max(108, implicitContentHeight + 2 * Theme.gap)
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
    Banners { width: parent.width; list: home.page.notes; slim: home.page.tiles.length > 0; spacing: Theme.smallGap }
    TileGroup {
        width: parent.width
        columns: 2
        least: Theme.big || Theme.reach ? 0 : home.page.notes.length > 0 ? 120 : 144
        list: home.page.tiles
    }
    // Four in a row leave the subjects in sight; in big text they go two by two.
    Actions { width: parent.width; list: home.page.more; pairs: true; oneRow: !Theme.big && list.length > 2 && list.length < 5 }
    actions: CountersCard { width: parent ? parent.width : 0; entry: home.page.counter; counters: home.page.counters }
}
