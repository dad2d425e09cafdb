import QtQuick

// A Repeater over a JavaScript list that keeps its delegates when the list changes but not its
// length, so that a page update never takes the finger's or the keyboard's target away.
// Delegates: `required property int index; property var item: each.at(index)`.
Repeater {
    id: each

    property var list: []
    readonly property var memo: ({})

    // The item last seen there: a delegate about to be removed never reads `undefined`.
    function at(index: int): var {
        const found = list ? list[index] : undefined;
        if (found !== undefined)
            memo[index] = found;
        return memo[index];
    }

    model: list ? list.length : 0
}
