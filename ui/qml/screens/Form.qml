import QtQuick
import ".."
import "../controls"

// A form: its pages as pictures, its simple fields filled with the kiosk's keyboard, then printed.
FocusScope {
    id: form
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title
    readonly property bool writing: page.focused !== ""
    readonly property var field: page.fields.find(one => one.name === page.focused) ?? null

    PageTitle {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        heading: form.writing ? "" : form.page.title
        lead: form.writing ? "" : form.page.words
    }
    Banner {
        id: note
        x: Theme.margin
        y: head.visible ? head.height + Theme.gap : 0
        width: parent.width - 2 * x
        note: form.page.note
    }
    PagePicture {
        id: sheet
        x: Theme.margin
        y: note.y + (note.visible ? note.height + Theme.gap : 0)
        width: parent.width - 2 * x
        height: (form.writing ? entry.y : foot.y) - y - Theme.gap
        picture: form.page.picture
        Each {
            id: fields
            list: form.page.fields
            FormFieldView { required property int index; item: fields.at(index); sheet: parent }
        }
        Words {
            anchors.centerIn: parent
            visible: !form.page.picture && !form.page.note
            text: "Le formulaire se prépare…"
        }
    }
    SearchField {
        id: entry
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: board.top; bottomMargin: Theme.gap }
        visible: form.writing
        name: form.field ? form.field.label : ""
        hint: name
        value: form.field ? form.field.value : ""
        onTyped: text => kiosk.act("form.type", { name: form.page.focused, text: text })
        onSubmitted: kiosk.act("form.focus", "")
        onVisibleChanged: if (visible) forceActiveFocus()
    }
    AzertyKeyboard {
        id: board
        width: parent.width
        y: parent.height - height
        visible: form.writing
        enterLabel: "Terminé"
        enterIcon: "check"
        onTyped: letters => entry.insert(letters)
        onErased: entry.erase()
        onCleared: entry.clear()
        onEntered: kiosk.act("form.focus", "")
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        visible: !form.writing
        spacing: Theme.gap * 0.75
        Pager { width: parent.width; list: form.page.pager }
        Actions { width: parent.width; list: form.page.actions; pairs: Theme.reach }
    }
}
