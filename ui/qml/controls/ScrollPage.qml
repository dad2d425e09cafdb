import QtQuick
import ".."

// A page that scrolls one way, with « Plus bas » and « Plus haut » for those who do not know they can
// drag, and its actions standing in the lower third. In reach mode, or when big text makes the
// actions tall, they follow the text instead.
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
    readonly property bool flowing: Theme.reach || mayFlow && footer.implicitHeight > height * 0.45
    readonly property real fixedFooter: flowing || footer.implicitHeight === 0 ? 0 : footer.implicitHeight + 2 * Theme.gap
    readonly property real room: height - fixedFooter
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
        height: scroll.room - (scroll.overflowing ? strip.height : 0)
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
                lead: scroll.lead
                small: scroll.small
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
        visible: scroll.overflowing
        y: flick.height
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }
    Item {
        id: strip
        visible: scroll.overflowing
        y: flick.height
        x: scroll.side
        width: parent.width - 2 * scroll.side
        height: Theme.row + Theme.gap
        BigButton {
            kind: "quiet"
            text: "Plus haut"
            iconName: "caret-up"
            enabled: flick.contentY > 2
            width: (parent.width - Theme.gap) / 2
            anchors.verticalCenter: parent.verticalCenter
            implicitHeight: Theme.row
            onClicked: scroll.turn(-1)
        }
        BigButton {
            kind: "quiet"
            text: "Plus bas"
            iconName: "caret-down"
            enabled: flick.contentY < flick.contentHeight - flick.height - 2
            width: (parent.width - Theme.gap) / 2
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            implicitHeight: Theme.row
            onClicked: scroll.turn(1)
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
