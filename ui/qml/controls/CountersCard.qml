import QtQuick
import ".."

// « Parler à un conseiller », with the state of each counter in words.
Touch {
    id: card
    property var entry
    property var counters: []

    text: entry ? entry.label : ""
    enabled: entry ? entry.enabled : false
    leftPadding: Theme.margin
    rightPadding: Theme.pad
    implicitHeight: implicitContentHeight + 2 * Theme.gap
    Accessible.description: (counters ?? []).map(line => line.name + " : " + line.words).join(". ")
    onClicked: kiosk.act(entry.name, entry.argument)

    readonly property color letters: enabled ? Theme.mainInk : Theme.offInk
    background: Rectangle {
        radius: Theme.radius
        color: !card.enabled ? Theme.off : card.down ? Theme.mainPressed : Theme.main
    }
    contentItem: Item {
        implicitHeight: words.implicitHeight
        Icon {
            id: icon
            name: "video-camera"
            size: 96
            color: card.enabled ? Theme.mainIcon : Theme.offInk
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            id: words
            x: icon.width + Theme.pad
            width: parent.width - x
            anchors.verticalCenter: parent.verticalCenter
            spacing: 10
            Words { width: parent.width; kind: "heading"; text: card.text; color: card.letters; spoken: false }
            Words {
                width: parent.width
                text: card.entry ? card.entry.hint : ""
                visible: text !== ""
                color: card.letters
                spoken: false
            }
            Each {
                id: each
                list: card.counters
                Column {
                    id: line
                    required property int index
                    property var item: each.at(index)
                    width: words.width
                    spacing: 8
                    Rectangle { width: parent.width; height: 2; color: card.letters; opacity: 0.35 }
                    Flow {
                        width: parent.width
                        spacing: 0
                        readonly property bool one: name.implicitWidth + state.implicitWidth + Theme.gap < width
                        Words { id: name; width: parent.one ? implicitWidth : parent.width; text: line.item.name; color: card.letters; spoken: false }
                        Words {
                            id: state
                            width: parent.one ? parent.width - name.implicitWidth : parent.width
                            horizontalAlignment: parent.one ? Text.AlignRight : Text.AlignLeft
                            text: line.item.words
                            strong: line.item.open
                            color: card.letters
                            spoken: false
                        }
                    }
                }
            }
        }
    }
}
