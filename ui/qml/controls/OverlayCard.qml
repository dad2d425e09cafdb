import QtQuick
import ".."

// A question or a panel over the page. It holds the focus while it is there; `gentle` covers nothing.
FocusScope {
    id: over

    property var overlay
    readonly property string kind: overlay ? overlay.kind : ""
    readonly property bool gentle: kind === "gentle"
    readonly property bool modal: kind !== "" && !gentle
    property real bandTop: 0
    readonly property real cardHeight: card.height
    property real bandBottom: height

    visible: kind !== ""
    onModalChanged: if (modal) enter()
    onKindChanged: if (modal) enter()

    // The keyboard comes in with the card: its first answer has the focus, with its ring when it was
    // keys that moved it so far.
    property bool byKeys: false
    function enter() {
        const before = over.Window.window ? over.Window.window.activeFocusItem : null;
        byKeys = !!before && before.visualFocus === true;
        flick.contentY = 0;
        forceActiveFocus(Qt.OtherFocusReason);
        Qt.callLater(choose);
    }
    function choose() {
        const first = modal ? (options.visible ? options : answers).first() : null;
        if (first)
            first.forceActiveFocus(byKeys ? Qt.TabFocusReason : Qt.OtherFocusReason);
    }
    Keys.onEscapePressed: kiosk.act("overlay.cancel", "")

    Rectangle {
        anchors.fill: parent
        visible: over.modal
        color: Theme.veil
        TapHandler { onTapped: kiosk.act("overlay.cancel", "") }
        MouseArea { anchors.fill: parent; onClicked: kiosk.act("overlay.cancel", "") }
    }

    Rectangle {
        id: card
        readonly property int margin: Theme.reach ? Theme.gap : Theme.margin
        // A note is read whole before it is answered: it may rise above what a hand reaches, its answers not.
        readonly property real most: over.bandBottom - (over.kind === "transfer" ? 0 : over.bandTop) - 2 * Theme.gap
        x: Theme.margin * 0.75
        width: parent.width - 2 * x
        readonly property real foot: answers.implicitHeight > 0 ? answers.implicitHeight + body.spacing : 0
        height: Math.min(most, body.implicitHeight + foot + 2 * card.margin)
        y: over.bandBottom - height - Theme.gap
        radius: Theme.radius
        color: over.gentle ? Theme.amberSoft : Theme.paper
        border { width: over.gentle || Theme.contrast ? Theme.border : 0; color: over.gentle ? Theme.amber : Theme.line }
        Accessible.role: over.gentle ? Accessible.AlertMessage : Accessible.Dialog
        Accessible.name: over.overlay ? over.overlay.title : ""
        MouseArea { anchors.fill: parent; enabled: over.modal }

        Flickable {
            id: flick
            anchors.fill: parent
            anchors.margins: card.margin - 14
            anchors.bottomMargin: card.margin - 14 + card.foot
            contentHeight: body.implicitHeight + 28
            contentWidth: width
            clip: true
            interactive: contentHeight > height + 2
            boundsBehavior: Flickable.StopAtBounds
            Accessible.ignored: true

            Column {
                id: body
                x: 14
                y: 14
                width: flick.width - 28
                spacing: Theme.reach ? Theme.smallGap : Theme.gap

                Row {
                    width: parent.width
                    spacing: Theme.gap
                    Icon {
                        id: icon
                        name: over.overlay ? over.overlay.icon : ""
                        size: Theme.reach ? Theme.icon : Theme.bigIcon
                        color: over.kind === "error" ? Theme.dangerSoftInk : over.gentle ? Theme.amberInk : Theme.mainText
                    }
                    Words {
                        width: parent.width - (icon.visible ? icon.width + parent.spacing : 0)
                        kind: over.gentle || Theme.reach ? "heading" : "title"
                        anchors.verticalCenter: parent.verticalCenter
                        text: over.overlay ? over.overlay.title : ""
                    }
                }
                Words {
                    width: parent.width
                    text: over.overlay ? over.overlay.text : ""
                    visible: text !== "" && !(Theme.reach && options.visible)
                }
                Words {
                    width: parent.width
                    kind: "small"
                    text: over.overlay && over.overlay.code ? "Code à donner au téléphone : " + over.overlay.code : ""
                    visible: text !== ""
                }
                Countdown {
                    anchors.horizontalCenter: parent.horizontalCenter
                    seconds: over.overlay ? over.overlay.seconds : 0
                }
                OptionGrid {
                    id: options
                    width: parent.width
                    list: over.overlay ? over.overlay.options : []
                }
            }
        }
        // Under what is read, never scrolled away with it: an answer is always in reach.
        Actions {
            id: answers
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: card.margin }
            list: over.overlay ? over.overlay.actions : []
            pairs: Theme.reach
        }
    }
}
