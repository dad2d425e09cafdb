import QtQuick
import ".."

// What a step of a plan says: its title, why, and that it is done.
Column {
    id: words
    property var step
    property bool spoken: true
    spacing: 4
    Words { width: parent.width; kind: "label"; text: words.step ? words.step.title : ""; spoken: words.spoken }
    Words { width: parent.width; kind: "small"; text: words.step ? words.step.why : ""; visible: text !== "" }
    Words { width: parent.width; kind: "small"; strong: true; color: Theme.mainText; text: "Fait"; visible: !!words.step && words.step.done; spoken: false }
}
