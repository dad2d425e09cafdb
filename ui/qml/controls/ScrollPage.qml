import QtQuick
import ".."

// A page that scrolls one way, with « Plus bas » and « Plus haut » for those who do not know they can
// drag, and its actions standing in the lower third. When big text makes the actions tall, they follow
// the text instead. In reach mode too, all but the first of `entries`: it stands beside « Plus bas ».
FocusScope {
    id: scroll

    property string frame: "scroll"
    property string heading: ""
    property string crumbs: ""
    property string lead: ""
    property string small: ""
    default property alias content: body.data
    property alias actions: footer.data
    property alias spacing: body.spacing
    property int side: Theme.margin
    property bool mayFlow: true
    // Names this page where one comes back to the same line of it; empty begins at the top.
    property string place: ""
    readonly property real readTo: flick.contentY
    property var entries: []
    readonly property var pinned: Theme.reach && entries && entries.length > 0 && entries[0] ? entries[0] : null
    readonly property var rest: pinned ? entries.slice(1) : entries
    // Above the band there is room to read, and nothing there to touch.
    readonly property bool lifting: Theme.reach && !Theme.big && lead.length + small.length < 260
    // An empty footer stays where it is: moved while it has no height, it is not painted when it has again.
    readonly property bool flowing: Theme.reach && footer.implicitHeight > 0 || mayFlow && footer.implicitHeight > height * 0.45
    readonly property real fixedFooter: flowing || footer.implicitHeight === 0 ? 0 : footer.implicitHeight + 2 * Theme.gap
    readonly property real room: height - fixedFooter - (pinned ? strip.height : 0)
    readonly property bool overflowing: column.implicitHeight > room + 2
    readonly property real wanted: column.implicitHeight + (footer.implicitHeight > 0 ? footer.implicitHeight + 2 * Theme.gap : 0)

    function turn(way: int) {
        const step = Math.max(Theme.button, flick.height - 1.5 * Theme.row);
        moveTo(flick.contentY + way * step);
        kiosk.act("scroll", way);
    }
    function moveTo(y: real) {
        mover.to = Math.max(0, Math.min(y, flick.contentHeight - flick.height));
        mover.restart();
    }
    // Once the page has its height.
    function goTo(y: real) {
        mover.stop();
        column.forceLayout();
        flick.contentY = Math.max(0, Math.min(y, column.implicitHeight - flick.height));
    }
    // Another text is read from its beginning.
    function toTop() {
        mover.stop();
        flick.contentY = 0;
    }
    function reveal(item: Item) {
        if (!item || !isInside(item))
            return;
        const top = item.mapToItem(column, 0, 0).y;
        const bottom = top + item.height;
        if (top < flick.contentY + Theme.gap)
            moveTo(top - Theme.gap);
        else if (bottom > flick.contentY + flick.height - Theme.gap)
            moveTo(bottom - flick.height + Theme.gap);
    }
    function isInside(item: Item): bool {
        for (let up = item; up; up = up.parent)
            if (up === column)
                return true;
        return false;
    }

    Connections {
        target: scroll.Window.window
        function onActiveFocusItemChanged() { scroll.reveal(scroll.Window.window.activeFocusItem) }
    }
    NumberAnimation { id: mover; target: flick; property: "contentY"; duration: Theme.gentle; easing.type: Easing.OutCubic }

    Flickable {
        id: flick
        width: parent.width
        height: scroll.room - (scroll.overflowing && !scroll.pinned ? strip.height : 0)
        contentHeight: column.implicitHeight
        contentWidth: width
        clip: true
        interactive: scroll.overflowing
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.VerticalFlick
        onMovementEnded: kiosk.act("scroll", 0)
        Accessible.ignored: true

        Column {
            id: column
            x: scroll.side
            width: flick.width - 2 * scroll.side
            topPadding: Theme.smallGap
            bottomPadding: Theme.gap
            spacing: Theme.gap

            PageTitle {
                width: parent.width
                crumbs: Theme.reach ? "" : scroll.crumbs
                heading: Theme.reach ? "" : scroll.heading
                lead: scroll.lifting ? "" : scroll.lead
                small: scroll.lifting ? "" : scroll.small
            }
            Column {
                id: body
                width: parent.width
                spacing: Theme.gap
            }
            Column {
                id: flowHolder
                width: parent.width
                visible: scroll.flowing
                Item { width: 1; height: Theme.smallGap }
            }
        }
    }

    Rectangle {
        visible: strip.visible
        y: flick.height
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }
    Item {
        id: strip
        readonly property real side: scroll.pinned ? 190 : (width - Theme.gap) / 2
        visible: scroll.overflowing || !!scroll.pinned
        y: flick.height
        x: scroll.side
        width: parent.width - 2 * scroll.side
        height: (scroll.pinned ? first.height : Theme.row) + Theme.gap
        BigButton {
            kind: "quiet"
            compact: !!scroll.pinned
            text: "Plus haut"
            iconName: scroll.pinned ? "" : "caret-up"
            visible: scroll.overflowing
            enabled: flick.contentY > 2
            width: strip.side
            height: strip.height - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            onClicked: scroll.turn(-1)
        }
        BigButton {
            kind: "quiet"
            compact: !!scroll.pinned
            text: "Plus bas"
            iconName: scroll.pinned ? "" : "caret-down"
            visible: scroll.overflowing
            enabled: flick.contentY < flick.contentHeight - flick.height - 2
            x: strip.side + (scroll.pinned ? Theme.smallGap : Theme.gap)
            width: strip.side
            height: strip.height - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            onClicked: scroll.turn(1)
        }
        ActionButton {
            id: first
            entry: scroll.pinned
            width: parent.width - (scroll.overflowing ? 2 * (strip.side + Theme.smallGap) : 0)
            height: Math.max(Theme.row, implicitHeight)
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        }
    }

    Item {
        id: footHolder
        x: scroll.side
        width: parent.width - 2 * scroll.side
        height: scroll.fixedFooter
        anchors.bottom: parent.bottom
        visible: !scroll.flowing
    }
    Column {
        id: footer
        parent: scroll.flowing ? flowHolder : footHolder
        y: scroll.flowing ? 0 : Theme.gap
        width: parent ? parent.width : 0
        spacing: Theme.gap * 0.75
    }
}
