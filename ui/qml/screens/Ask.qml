import QtQuick
import ".."
import "../controls"

// One question of a request, answered by the kiosk's keyboard, by large figures, or by touching a choice.
FocusScope {
    id: ask
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title
    readonly property bool choosing: page.keys === "choices"
    readonly property bool digits: page.keys === "digits"
    readonly property Item board: digits ? figures : letters

    function enter() { kiosk.act(page.enter.name, page.enter.argument) }

    // Where one is and what is asked; when the keyboard leaves little room, the small words give way.
    Column {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        spacing: Theme.gap
        visible: !ask.choosing
        PageTitle {
            width: parent.width
            crumbs: Theme.big || Theme.reach ? "" : ask.page.crumbs
            heading: ask.page.title
            small: ask.page.step
        }
        Words { width: parent.width; text: ask.page.help; visible: text !== "" && !told.visible }
        Banner { id: told; width: parent.width; note: ask.page.note }
    }
    SearchField {
        id: entry
        x: Theme.margin
        width: parent.width - 2 * x
        y: ask.board.y - height - Theme.gap
        visible: !ask.choosing
        focus: visible
        iconName: "pen-nib"
        name: ask.page.title
        hint: ask.page.hint
        value: ask.page.text_typed
        onTyped: text => kiosk.act("ask.type", text)
        onSubmitted: ask.enter()
    }
    AzertyKeyboard {
        id: letters
        width: parent.width
        y: parent.height - height
        visible: !ask.choosing && !ask.digits
        enterLabel: ask.page.enter.label
        enterIcon: ask.page.enter.icon
        onTyped: letters => entry.insert(letters)
        onErased: entry.erase()
        onCleared: entry.clear()
        onEntered: ask.enter()
    }
    DigitKeyboard {
        id: figures
        width: parent.width
        y: parent.height - height
        visible: ask.digits
        slash: ask.page.hint.indexOf("/") >= 0
        enterLabel: ask.page.enter.label
        enterIcon: ask.page.enter.icon
        onTyped: letters => entry.insert(letters)
        onErased: entry.erase()
        onCleared: entry.clear()
        onEntered: ask.enter()
    }
    ScrollPage {
        id: choices
        width: parent.width
        readonly property real band: Theme.reach ? Theme.bandHeight - 132 : parent.height
        y: parent.height - height
        height: band
        visible: ask.choosing
        enabled: visible
        focus: visible
        crumbs: ask.page.crumbs
        heading: ask.page.title
        small: ask.page.step
        entries: ask.page.actions
        Words { width: parent.width; text: ask.page.help; visible: text !== "" }
        Banner { width: parent.width; note: ask.page.note }
        ChoiceList { width: parent.width; question: ({ title: "", choices: ask.page.choices }) }
        actions: Actions { width: parent ? parent.width : 0; list: choices.rest }
    }
    PageTitle {
        x: Theme.margin
        width: parent.width - 2 * x
        visible: ask.choosing && Theme.reach
        crumbs: ask.page.crumbs
        heading: ask.page.title
        small: ask.page.step
    }
}
