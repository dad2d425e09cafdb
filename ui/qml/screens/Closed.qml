import QtQuick
import ".."
import "../controls"

// The kiosk is closed: why, and where to go instead.
FocusScope {
    id: closed
    property var page
    readonly property string frame: "bare"

    Column {
        x: Theme.margin
        y: Theme.margin
        width: parent.width - 2 * x
        spacing: Theme.pad
        Words { width: parent.width; strong: true; text: kiosk.header.town_hall }
        Item { width: 1; height: 160 }
        Icon { name: "door-open"; size: 180; color: Theme.mainText }
        Words { width: parent.width; kind: "display"; text: closed.page.title }
        Words { width: parent.width; kind: "heading"; strong: false; text: closed.page.text }
        Banner {
            width: parent.width
            note: ({ title: "", text: closed.page.fallback, tone: "warn", icon: "map-pin" })
            visible: closed.page.fallback !== ""
        }
        Words {
            width: parent.width
            kind: "small"
            text: closed.page.code === "" ? "" : "Code à donner au téléphone : " + closed.page.code
            visible: text !== ""
        }
    }
    ActionButton {
        entry: closed.page.staff
        kind: "quiet"
        focus: true
        implicitHeight: Theme.row
        anchors { right: parent.right; bottom: parent.bottom; margins: Theme.margin }
    }
}
