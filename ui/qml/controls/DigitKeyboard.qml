import QtQuick
import ".."

// Large figures for a date or a telephone number. Touching a key never takes the focus from the field.
FocusScope {
    id: board

    property string enterLabel: "Suivant"
    property string enterIcon: "caret-right"
    property bool slash: false
    signal typed(string letters)
    signal erased()
    signal cleared()
    signal entered()

    readonly property var keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", board.slash ? "/" : "Tout effacer", "0", "Corriger"]
    readonly property real keyGap: 12
    readonly property real keyWidth: (width - 2 * Theme.margin - 2 * keyGap) / 3
    readonly property real keyHeight: Theme.reach ? Theme.target + 6 : Math.max(Theme.target, 112)

    implicitHeight: 5 * keyHeight + 6 * keyGap

    Rectangle { anchors.fill: parent; color: Theme.barBack }
    Grid {
        id: pad
        x: Theme.margin
        y: board.keyGap
        columns: 3
        spacing: board.keyGap
        Repeater {
            model: board.keys
            KeyCap {
                required property string modelData
                text: modelData
                iconName: modelData === "Corriger" && !Theme.big ? "backspace" : ""
                width: board.keyWidth
                height: board.keyHeight
                autoRepeat: modelData === "Corriger"
                Accessible.name: modelData === "/" ? "Barre" : modelData
                onClicked: modelData === "Corriger" ? board.erased()
                    : modelData === "Tout effacer" ? board.cleared() : board.typed(modelData)
            }
        }
    }
    KeyCap {
        x: Theme.margin
        y: pad.y + pad.height + board.keyGap
        width: board.width - 2 * x
        height: board.keyHeight
        text: board.enterLabel
        iconName: board.enterIcon
        strong: true
        onClicked: board.entered()
    }
}
