import QtQuick
import ".."
import "../controls"

// A secret code for the town hall's staff.
FocusScope {
    id: pin
    property var page
    readonly property string frame: "scroll"
    readonly property string heading: page.title

    Words {
        x: Theme.margin
        width: parent.width - 2 * x
        kind: "title"
        text: pin.page.title
        visible: !Theme.reach
    }
    Column {
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: pad.top; bottomMargin: Theme.reach ? Theme.smallGap : Theme.pad }
        spacing: Theme.reach ? Theme.smallGap : Theme.pad
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            strong: true
            text: [pin.page.message, pin.page.wait].filter(part => part !== "").join("\n")
            color: Theme.dangerSoftInk
            visible: text !== ""
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.gap
            height: 56
            Accessible.role: Accessible.StaticText
            Accessible.name: pin.page.digits + " chiffres écrits"
            Repeater {
                model: Math.max(4, pin.page.digits)
                Rectangle {
                    required property int index
                    width: 40
                    height: 40
                    radius: 20
                    color: index < pin.page.digits ? Theme.mainText : Theme.card
                    border { width: 4; color: Theme.mainText }
                }
            }
        }
    }
    PinPad {
        id: pad
        x: Theme.margin * 2
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        spacing: Theme.reach ? Theme.smallGap : Theme.gap
        ready: pin.page.enabled
    }
    Keys.onPressed: event => {
        if (event.text >= "0" && event.text <= "9" && event.text !== "") {
            kiosk.act("pin.key", event.text);
            event.accepted = true;
        } else if (event.key === Qt.Key_Backspace) {
            kiosk.act("pin.erase", "");
            event.accepted = true;
        }
    }
}
