import QtQuick
import ".."

// Where one is, what this page is about, and what is known about it.
Column {
    id: top

    property string crumbs: ""
    property string heading: ""
    property string lead: ""
    property string small: ""
    // A smaller heading, where a document wants the room.
    property bool modest: false
    readonly property bool long: heading.length > 55

    spacing: Theme.smallGap
    visible: crumbs !== "" || heading !== "" || lead !== "" || small !== ""

    Rectangle {
        visible: top.crumbs !== ""
        width: Math.min(crumb.implicitWidth + 2 * Theme.gap, top.width)
        height: crumb.height + Theme.smallGap * 1.6
        radius: Theme.smallRadius
        color: Theme.amberSoft
        border { width: Theme.contrast ? Theme.hairline : 0; color: Theme.line }
        Words {
            id: crumb
            anchors.centerIn: parent
            width: Math.min(implicitWidth, top.width - 2 * Theme.gap)
            kind: "small"
            strong: true
            color: Theme.amberInk
            text: top.crumbs
        }
    }
    Words {
        width: parent.width
        kind: top.modest || top.long ? "heading" : "title"
        text: top.heading
        visible: text !== ""
    }
    Words {
        width: parent.width
        text: top.lead
        color: Theme.soft
        visible: text !== ""
    }
    Words {
        width: parent.width
        kind: "small"
        text: top.small
        visible: text !== ""
    }
}
