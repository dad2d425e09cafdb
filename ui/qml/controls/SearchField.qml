import QtQuick
import ".."

// Where one writes. `value` is what the page holds; `typed` says what the person made of it.
FocusScope {
    id: field

    property string value: ""
    property string hint: ""
    property string name: hint
    property string iconName: "magnifying-glass"
    property alias text: input.text
    property alias longest: input.maximumLength
    signal typed(string text)
    signal submitted()

    function insert(letters: string) {
        if (input.length + letters.length <= input.maximumLength)
            input.insert(input.cursorPosition, letters);
    }
    function erase() {
        if (input.cursorPosition > 0)
            input.remove(input.cursorPosition - 1, input.cursorPosition);
    }
    function clear() { input.clear() }

    implicitHeight: Math.max(Theme.button, input.implicitHeight + 2 * Theme.gap)
    property string told: ""
    onValueChanged: take()
    Component.onCompleted: take()

    function take() {
        told = value;
        if (input.text !== value)
            input.text = value;
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.card
        border { width: input.activeFocus ? Theme.focusWidth : Theme.border + 1; color: Theme.mainText }
    }
    Icon {
        id: icon
        name: field.iconName
        size: 64
        x: Theme.pad
        anchors.verticalCenter: parent.verticalCenter
    }
    Words {
        anchors { fill: input; leftMargin: Theme.smallGap }
        verticalAlignment: Text.AlignVCenter
        color: Theme.soft
        text: field.hint
        visible: input.text === ""
        spoken: false
    }
    TextInput {
        id: input
        x: icon.x + icon.width + Theme.gap
        width: parent.width - x - Theme.pad
        height: parent.height
        verticalAlignment: TextInput.AlignVCenter
        focus: true
        activeFocusOnTab: true
        clip: true
        maximumLength: 200
        color: Theme.ink
        selectionColor: Theme.main
        selectedTextColor: Theme.mainInk
        renderType: TextInput.QtRendering
        font { family: Theme.family; pixelSize: Theme.label }
        onTextChanged: {
            if (text !== field.told) {
                field.told = text;
                field.typed(text);
            }
        }
        onAccepted: field.submitted()
        cursorDelegate: Rectangle {
            width: 4
            color: Theme.mainText
            visible: input.activeFocus
        }
        Accessible.role: Accessible.EditableText
        Accessible.name: field.name
    }
}
