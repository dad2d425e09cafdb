import QtQuick
import ".."

// The kiosk's own keyboard, with the accents of French. Touching a key never takes the focus from
// the field being filled.
FocusScope {
    id: board

    property string enterLabel: "Chercher"
    property string enterIcon: "magnifying-glass"
    property string clearLabel: "Effacer"
    property bool capitals: false
    signal typed(string letters)
    signal erased()
    signal cleared()
    signal entered()

    readonly property var rows: capitals
        ? ["/,:;()&+?!", "AZERTYUIOP", "QSDFGHJKLM", "WXCVBN'-.@", "ÉÈÊÀÂÇÙÎÔÛ"]
        : ["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn'-.@", "éèêàâçùîôû"]
    readonly property real keyGap: 8
    readonly property real keyWidth: (width - 2 * keyGap - 9 * keyGap) / 10
    readonly property real keyHeight: Theme.reach ? Theme.target + 6 : Math.max(Theme.target, 88)

    implicitHeight: 6 * keyHeight + 7 * keyGap

    Rectangle { anchors.fill: parent; color: Theme.barBack }
    Column {
        x: board.keyGap
        y: board.keyGap
        spacing: board.keyGap
        Repeater {
            model: 5
            Row {
                id: line
                required property int index
                spacing: board.keyGap
                Repeater {
                    model: 10
                    KeyCap {
                        height: board.keyHeight
                        required property int index
                        text: board.rows[line.index][index]
                        width: board.keyWidth
                        onClicked: {
                            board.typed(text);
                            board.capitals = false;
                        }
                    }
                }
            }
        }
        Row {
            id: last
            spacing: board.keyGap
            readonly property real room: board.width - 2 * board.keyGap - 4 * spacing
            KeyCap {
                height: board.keyHeight
                text: "Maj"
                lit: board.capitals
                width: last.room * 0.12
                Accessible.name: "Majuscules"
                Accessible.checked: lit
                onClicked: board.capitals = !board.capitals
            }
            KeyCap {
                height: board.keyHeight
                text: "Espace"
                width: last.room * 0.28
                onClicked: board.typed(" ")
            }
            KeyCap {
                height: board.keyHeight
                text: "Corriger"
                iconName: Theme.big ? "" : "backspace"
                width: last.room * 0.21
                autoRepeat: true
                onClicked: board.erased()
            }
            KeyCap {
                height: board.keyHeight
                text: board.clearLabel
                width: last.room * 0.16
                onClicked: board.cleared()
            }
            KeyCap {
                height: board.keyHeight
                text: board.enterLabel
                iconName: Theme.big ? "" : board.enterIcon
                strong: true
                width: last.room * 0.23
                onClicked: board.entered()
            }
        }
    }
}
