import QtQuick
import ".."

// How many of these entries stand side by side without breaking a word, in lines of one length.
FontMetrics {
    property var list: []
    // On both sides of the words.
    property real around: 2 * Theme.smallGap
    property real between: Theme.smallGap
    property real room: 0
    property int most: 4
    readonly property int count: list ? list.length : 0
    readonly property real widest: {
        let most = 0;
        for (const entry of list ?? [])
            for (const word of entry.label.split(/[ -]/))
                most = Math.max(most, advanceWidth(word));
        return Math.ceil(most) + 1;
    }
    readonly property int fit: {
        let columns = Math.max(1, Math.min(count, most));
        while (columns > 1 && (room - (columns - 1) * between) / columns - around < widest)
            columns -= 1;
        return columns;
    }
    readonly property int columns: count > 0 ? Math.ceil(count / Math.ceil(count / fit)) : 1
    font { family: Theme.family; bold: true }
}
