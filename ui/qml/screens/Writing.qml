import QtQuick
import ".."
import "../controls"

// Lines typed both ways in the call, quick answers, and the keyboard at the foot; the face stays small above.
FocusScope {
    id: writing
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title
    readonly property bool tight: Theme.big || Theme.reach
    readonly property bool talking: page.lines.length > 0

    PageTitle {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x - (face.visible ? face.width + Theme.gap : 0)
        modest: true
        heading: writing.page.title
        lead: Theme.reach ? "" : writing.page.words
    }
    VideoPane {
        id: face
        visible: writing.page.remote
        width: 168
        height: 168
        radius: Theme.smallRadius
        anchors { right: parent.right; rightMargin: Theme.margin }
        stream: "remote"
        live: writing.page.remote
        name: "Votre conseiller"
        compact: true
        iconName: "user-circle"
    }
    Banner {
        id: note
        x: Theme.margin
        y: Math.max(head.height, face.visible ? face.height : 0) + Theme.smallGap
        width: parent.width - 2 * x
        slim: writing.tight || writing.talking
        note: Theme.reach && writing.talking ? null : writing.page.note
    }
    Flickable {
        id: said
        x: Theme.margin
        width: parent.width - 2 * x
        y: note.y + (note.visible ? note.height + Theme.gap : 0)
        height: foot.y - y - Theme.smallGap
        contentHeight: lines.height
        contentY: Math.max(0, contentHeight - height)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Column {
            id: lines
            width: parent.width
            spacing: Theme.smallGap
            Each {
                id: each
                list: writing.page.lines
                Rectangle {
                    required property int index
                    readonly property var line: each.at(index)
                    width: Math.min(lines.width * 0.86, words.wanted + 2 * Theme.pad)
                    x: line.mine ? lines.width - width : 0
                    height: words.height + Theme.gap
                    radius: Theme.radius
                    color: line.mine ? Theme.tint : Theme.card
                    border { width: Theme.hairline; color: Theme.line }
                    Column {
                        id: words
                        readonly property real wanted: Math.max(who.implicitWidth, what.implicitWidth)
                        anchors { left: parent.left; leftMargin: Theme.pad; verticalCenter: parent.verticalCenter }
                        width: parent.width - 2 * Theme.pad
                        Words { id: who; width: parent.width; kind: "small"; color: Theme.soft; text: parent.parent.line.who }
                        Words { id: what; width: parent.width; text: parent.parent.line.text }
                    }
                }
            }
        }
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        y: board.y - height - Theme.gap
        spacing: Theme.gap * 0.75
        Actions { width: parent.width; list: writing.page.actions }
        // In reach mode the room above the keyboard is for what was said.
        Flow {
            width: parent.width
            spacing: Theme.smallGap
            visible: !Theme.reach
            Each {
                id: quick
                list: writing.page.phrases
                ActionButton {
                    required property int index
                    entry: quick.at(index)
                    kind: "quiet"
                    implicitHeight: Math.max(Theme.target, 80)
                    width: Math.min(implicitWidth, parent ? parent.width : implicitWidth)
                }
            }
        }
        SearchField {
            id: entry
            width: parent.width
            focus: true
            iconName: "pen-nib"
            name: writing.page.title
            hint: writing.page.hint
            longest: writing.page.longest
            value: writing.page.text_typed
            onTyped: text => kiosk.act("text.type", text)
            onSubmitted: writing.send()
        }
    }
    function send() { kiosk.act(page.enter.name, page.enter.argument) }
    AzertyKeyboard {
        id: board
        width: parent.width
        y: parent.height - height
        enterLabel: writing.page.enter.label
        enterIcon: writing.page.enter.icon
        onTyped: letters => entry.insert(letters)
        onErased: entry.erase()
        onCleared: entry.clear()
        onEntered: writing.send()
    }
}
