import QtQuick
import ".."
import "../controls"

// Touch the screen: the time, which counters are open now, local notices in turn.
FocusScope {
    id: welcome
    property var page
    readonly property string frame: "bare"
    property int turn: 0

    Touch {
        id: anywhere
        anchors.fill: parent
        focusPolicy: Qt.NoFocus
        activeFocusOnTab: false
        Accessible.ignored: true
        onClicked: kiosk.act("touch", "")
    }
    Column {
        id: head
        x: Theme.margin
        y: Theme.margin
        width: parent.width - 2 * x
        spacing: Theme.smallGap
        Words {
            width: parent.width
            strong: true
            text: kiosk.header.town_hall + (kiosk.header.room === "" ? "" : " · " + kiosk.header.room)
        }
        Words { width: parent.width; kind: "small"; text: kiosk.header.note; visible: text !== "" }
        Row {
            width: parent.width
            spacing: Theme.gap
            Words { id: time; kind: "display"; text: welcome.page.time }
            Words {
                anchors.baseline: time.baseline
                width: parent.width - time.width - parent.spacing
                text: welcome.page.date
                color: Theme.soft
            }
        }
        Words { width: parent.width; kind: "title"; text: welcome.page.title; topPadding: Theme.gap; visible: !Theme.reach }
    }
    Column {
        id: middle
        // Down to the start button; what does not fit above it is left out whole, the last first.
        readonly property real room: foot.y + foot.height - start.height - staff.height - 2 * Theme.gap - y
            - (answer.visible ? answer.height + Theme.gap : 0)
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { top: head.bottom; topMargin: Theme.pad }
        spacing: Theme.gap

        Card {
            id: ring
            visible: !!welcome.page.callback
            width: parent.width
            color: Theme.amberSoft
            border { width: 6; color: Theme.amber }
            Row {
                width: parent.width
                spacing: Theme.gap
                Icon { id: bell; name: "bell-ringing"; size: Theme.bigIcon; color: Theme.amberInk }
                Column {
                    width: parent.width - bell.width - parent.spacing
                    Words { width: parent.width; kind: "heading"; color: Theme.amberInk; text: welcome.page.callback ? welcome.page.callback.title : "" }
                    Words { width: parent.width; color: Theme.amberInk; text: welcome.page.callback ? welcome.page.callback.text : "" }
                }
            }
            ActionButton { width: parent.width; entry: Theme.reach || !welcome.page.callback ? null : welcome.page.callback.answer }
        }
        Card {
            id: open
            visible: welcome.page.counters.length > 0 && (!ring.visible || ring.height + height + 2 * Theme.gap < middle.room)
            width: parent.width
            Words { width: parent.width; kind: "heading"; text: welcome.page.counters_title }
            Each {
                id: counters
                list: welcome.page.counters
                CounterRow {
                    required property int index
                    line: counters.at(index)
                    width: parent ? parent.width : 0
                }
            }
        }
        Banner {
            visible: !ring.visible && welcome.page.notices.length > 0 && open.height + 5.5 * Theme.body + 2 * Theme.gap < middle.room
            width: parent.width
            note: visible ? welcome.page.notices[welcome.turn % welcome.page.notices.length] : null
        }
    }
    Timer {
        interval: 8000
        repeat: true
        running: welcome.page.notices.length > 1 && !Theme.calm
        onTriggered: welcome.turn += 1
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        spacing: Theme.gap
        Flow {
            id: greetings
            width: parent.width
            spacing: Theme.gap
            visible: middle.height + implicitHeight + 2 * Theme.gap < middle.room
            Each {
                id: hello
                list: welcome.page.greetings
                Rectangle {
                    id: greeting
                    required property int index
                    property var item: hello.at(index)
                    width: words.implicitWidth + 2 * Theme.gap
                    height: words.implicitHeight + Theme.gap
                    radius: height / 2
                    color: Theme.tint
                    border { width: Theme.contrast ? Theme.hairline : 0; color: Theme.line }
                    Words { id: words; anchors.centerIn: parent; text: greeting.item.text; color: Theme.tintInk }
                }
            }
        }
        ActionButton {
            id: answer
            width: parent.width
            entry: Theme.reach && welcome.page.callback ? welcome.page.callback.answer : null
        }
        Touch {
            id: start
            width: parent.width
            focus: true
            implicitHeight: Math.max(176, implicitContentHeight + 2 * Theme.gap)
            text: welcome.page.start.label
            Accessible.description: welcome.page.start.hint
            onClicked: kiosk.act(welcome.page.start.name, welcome.page.start.argument)
            background: Rectangle { radius: Theme.radius; color: start.down ? Theme.mainPressed : Theme.main }
            contentItem: Item {
                Row {
                    anchors.centerIn: parent
                    spacing: Theme.pad
                    Icon { name: welcome.page.start.icon; size: 96; color: Theme.mainIcon; anchors.verticalCenter: parent.verticalCenter }
                    Words { kind: "title"; text: start.text; color: Theme.mainInk; spoken: false; anchors.verticalCenter: parent.verticalCenter }
                }
            }
        }
        ActionButton {
            id: staff
            entry: welcome.page.staff
            kind: "quiet"
            anchors.right: parent.right
            implicitHeight: Theme.row
        }
    }
}
