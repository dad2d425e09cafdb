import QtQuick
import ".."

// « Je l'ai » / « Non »: two touch areas side by side, at most one chosen.
Row {
    id: toggle

    property string choice: ""
    property var yes
    property var no
    property string about: ""

    spacing: 0

    component Side: Touch {
        id: side
        property var entry
        property bool chosen: false
        property bool bad: false
        property string about: ""
        text: entry ? entry.label : ""
        ringRadius: Theme.smallRadius
        checkable: false
        width: Math.max(150, words.implicitWidth + 2 * Theme.pad)
        height: Math.max(Theme.target, 92)
        Accessible.role: Accessible.RadioButton
        Accessible.checkable: true
        Accessible.checked: chosen
        Accessible.name: text
        Accessible.description: side.about
        onClicked: kiosk.act(entry.name, entry.argument)
        background: Rectangle {
            radius: Theme.smallRadius
            color: side.chosen ? (side.bad ? Theme.danger : Theme.main) : side.down ? Theme.pressed : Theme.card
            border { width: Theme.border; color: side.chosen ? color : Theme.mainText }
        }
        contentItem: Item {
            Words {
                id: words
                anchors.centerIn: parent
                strong: true
                spoken: false
                text: side.text
                color: side.chosen ? (side.bad ? Theme.dangerInk : Theme.mainInk) : Theme.mainText
            }
        }
    }

    Side { entry: toggle.yes; chosen: toggle.choice === "yes"; about: toggle.about }
    Item { width: Theme.smallGap; height: 1 }
    Side { entry: toggle.no; chosen: toggle.choice === "no"; bad: true; about: toggle.about }
}
