import QtQuick
import ".."

// Words over the live picture, on their own dark ground.
Rectangle {
    id: pill
    property string text: ""
    property string iconName: ""
    property bool strong: false
    property bool attention: false
    property real most: 900
    readonly property color letters: attention ? "#1D2B33" : Theme.stageInk

    visible: text !== ""
    width: Math.min(most, row.implicitWidth + 2 * Theme.gap)
    height: words.implicitHeight + Theme.gap
    radius: Theme.smallRadius
    color: attention ? Theme.amber : Theme.stage
    border { width: Theme.contrast ? Theme.hairline : 0; color: Theme.stageInk }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.smallGap
        Icon { id: icon; name: pill.iconName; size: 40; color: pill.letters; anchors.verticalCenter: parent.verticalCenter }
        Words {
            id: words
            width: Math.min(implicitWidth, pill.most - 2 * Theme.gap - (icon.visible ? 52 : 0))
            kind: pill.strong ? "body" : "small"
            strong: pill.strong
            color: pill.letters
            text: pill.text
        }
    }
}
