import QtQuick
import ".."

// A counter in one line: name, and its state in words; a full disc when open, a ring when not.
Item {
    id: row
    property var line
    readonly property bool one: mark.width + name.implicitWidth + words.implicitWidth + 3 * Theme.gap < width

    implicitHeight: one ? Math.max(64, name.implicitHeight + Theme.smallGap) : name.height + words.height + Theme.smallGap

    Rectangle {
        id: mark
        width: 26
        height: 26
        radius: 13
        y: name.y + name.height / 2 - 13
        color: row.line.open ? Theme.mainText : "transparent"
        border { width: 4; color: row.line.open ? Theme.mainText : Theme.soft }
    }
    Words {
        id: name
        x: mark.width + Theme.gap
        y: row.one ? (row.height - height) / 2 : 0
        width: row.one ? implicitWidth : row.width - x
        strong: true
        text: row.line.name
    }
    Words {
        id: words
        x: row.one ? row.width - width : name.x
        y: row.one ? (row.height - height) / 2 : name.height
        width: row.one ? implicitWidth : row.width - x
        text: row.line.words
        color: row.line.open ? Theme.mainText : Theme.soft
    }
}
