import QtQuick
import ".."
import "../controls"

// A form: its page as a picture, its simple fields as large lines to fill with the kiosk's keyboard.
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
        modest: true
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
        height: Math.max(0, (form.writing ? asked.y - Theme.gap : list.y) - y)
        visible: !!picture || !form.page.note
        picture: form.page.picture
        lens: form.field
        waitWords: "Le formulaire se prépare…"
        Each {
            id: drawn
            list: form.page.fields
            FormFieldView { required property int index; item: drawn.at(index); sheet: parent }
        }
    }
    Words {
        id: asked
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: entry.top; bottomMargin: Theme.smallGap }
        visible: form.writing
        kind: "label"
        text: entry.name
    }
    SearchField {
        id: entry
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: board.top; bottomMargin: Theme.gap }
        visible: form.writing
        iconName: "pen-nib"
        name: form.field ? form.field.label : ""
        hint: "Écrivez ici…"
        value: form.field ? form.field.value : ""
        onTyped: text => { if (form.writing) kiosk.act("form.type", { name: form.page.focused, text: text }) }
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
    ScrollPage {
        id: list
        readonly property real wish: Theme.reach ? Theme.bandHeight - 132
            : Math.min(form.height * 0.55, wanted)
        width: parent.width
        height: wish
        y: parent.height - height
        visible: !form.writing
        enabled: visible
        mayFlow: false
        entries: form.page.actions
        spacing: Theme.smallGap
        Words { width: parent.width; kind: "label"; text: "À remplir ici, si vous voulez"; visible: fields.count > 0 }
        Each {
            id: fields
            list: form.page.fields
            FormFieldRow { required property int index; item: fields.at(index); width: parent ? parent.width : 0 }
        }
        actions: [
            Pager { width: parent ? parent.width : 0; list: form.page.pager },
            Actions { width: parent ? parent.width : 0; list: list.rest; pairs: true }
        ]
    }
}
