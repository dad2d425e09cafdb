import QtQuick
import QtQuick.Layouts
import ".."
import "../controls"

// « Que voulez-vous faire ? »: search, eight subjects, a person; all in sight at the usual text size.
ScrollPage {
    id: home
    property var page
    readonly property bool crowded: !Theme.big && page.more.length === 5
    heading: page.question
    entries: [page.counter]
    spacing: Theme.gap * 0.7

    GridLayout {
        width: parent.width
        columns: Theme.big ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap * 0.7
        Touch {
            id: search
            visible: text !== ""
            focus: visible
            text: home.page.search_hint
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 5
            implicitHeight: Math.max(108, implicitContentHeight + 2 * Theme.gap)
            Accessible.role: Accessible.Button
            onClicked: kiosk.act("search.open", "")
            background: Rectangle {
                radius: Theme.radius
                color: search.down ? Theme.pressed : Theme.card
                border { width: Theme.border + 1; color: Theme.mainText }
            }
            leftPadding: Theme.pad
            rightPadding: Theme.smallGap
            contentItem: Item {
                implicitHeight: hint.implicitHeight
                Icon { id: glass; name: "magnifying-glass"; size: home.page.events ? 56 : 72; anchors.verticalCenter: parent.verticalCenter }
                Words {
                    id: hint
                    x: glass.width + Theme.gap
                    width: parent.width - x
                    anchors.verticalCenter: parent.verticalCenter
                    text: search.text
                    kind: "label"
                    strong: false
                    color: Theme.soft
                    spoken: false
                }
            }
        }
        Tile {
            readonly property var entry: home.page.events ?? null
            visible: !!entry
            text: entry ? entry.label : ""
            iconName: entry ? entry.icon : ""
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 4
            onClicked: kiosk.act(entry.name, entry.argument)
        }
    }
    Banners { width: parent.width; list: home.page.notes; slim: home.page.tiles.length > 0; spacing: Theme.smallGap }
    TileGroup {
        width: parent.width
        columns: 2
        least: Theme.big || Theme.reach ? 0 : home.page.notes.length > 1 || home.page.notes.length > 0 && home.crowded ? 100 : home.page.notes.length > 0 ? 120 : 144
        list: home.page.tiles
    }
    // One row leaves the subjects in sight, with icon above word when they are five; in big text they go two by two.
    Actions { width: parent.width; list: home.crowded ? [] : home.page.more; pairs: true; oneRow: !Theme.big && list.length > 2 && list.length < 5 }
    CallButtons { width: parent.width; list: home.crowded ? home.page.more : []; visible: home.crowded; least: 0; drawn: 48 }
    actions: CountersCard { width: parent ? parent.width : 0; entry: home.page.counter; counters: home.page.counters }
}
