import QtQuick
import ".."
import "../controls"

// Nobody was there for long: dark and still. Somebody who comes wakes it, and a touch anywhere begins.
Rectangle {
    id: rest
    property var page
    readonly property string frame: "bare"
    color: Theme.night

    Touch {
        anchors.fill: parent
        focus: true
        text: rest.page.start.label
        onClicked: kiosk.act(rest.page.start.name, rest.page.start.argument)
        background: null
        contentItem: null
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.pad
        Words { width: parent.width; horizontalAlignment: Text.AlignHCenter; kind: "heading"; strong: false; color: Theme.nightInk; text: rest.page.town }
        Words { width: parent.width; horizontalAlignment: Text.AlignHCenter; kind: "display"; color: Theme.nightInk; text: rest.page.time }
        Words { width: parent.width; horizontalAlignment: Text.AlignHCenter; color: Theme.nightInk; text: rest.page.words }
    }
}
