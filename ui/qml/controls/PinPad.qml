import QtQuick
import ".."

// Digits for a secret code: three columns, correction and confirmation in words.
Grid {
    id: pad

    property bool ready: true
    readonly property var keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "Corriger", "0", "Valider"]

    columns: 3
    spacing: Theme.gap

    Repeater {
        model: pad.keys
        BigButton {
            required property string modelData
            text: modelData
            kind: modelData === "Valider" ? "main" : "quiet"
            enabled: pad.ready
            width: (pad.width - 2 * pad.spacing) / 3
            implicitHeight: Theme.reach ? Math.max(Theme.target, 74) : 136
            onClicked: modelData === "Corriger" ? kiosk.act("pin.erase", "")
                : modelData === "Valider" ? kiosk.act("pin.enter", "") : kiosk.act("pin.key", modelData)
        }
    }
}
