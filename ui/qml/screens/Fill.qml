import QtQuick
import ".."
import "../controls"

// A form filled with the expert: both see the page; who wrote what is said; one field is written at a time.
FocusScope {
    id: fill
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.title
    readonly property bool writing: page.focused !== ""
    readonly property var field: page.fields.find(one => one.name === page.focused) ?? null
    readonly property var pointed: page.fields.find(one => one.pointed) ?? null

    PageTitle {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x - (face.visible ? face.width + Theme.gap : 0)
        modest: true
        heading: fill.writing ? "" : fill.page.title
        lead: fill.writing ? fill.page.watched : fill.page.words
    }
    FaceCorner {
        id: face
        shown: fill.page.remote
        width: fill.writing ? 120 : 168
        height: width
        anchors { right: parent.right; rightMargin: Theme.margin }
    }
    Banner {
        id: note
        x: Theme.margin
        y: Math.max(head.height, face.visible ? face.height : 0) + Theme.smallGap
        width: parent.width - 2 * x
        note: fill.writing ? null : fill.page.note
    }
    PagePicture {
        id: sheet
        x: Theme.margin
        y: note.y + (note.visible ? note.height + Theme.gap : 0)
        width: parent.width - 2 * x
        height: Math.max(0, (fill.writing ? asked.y - Theme.gap : list.y) - y)
        picture: fill.page.picture
        pointer: fill.page.pointer
        lens: fill.field ?? fill.pointed
        waitWords: "Le formulaire se prépare…"
        Each {
            id: drawn
            list: fill.page.fields
            FormFieldView { required property int index; item: drawn.at(index); sheet: parent }
        }
        MarkLayer { anchors.fill: parent; marks: fill.page.marks }
    }
    Column {
        id: asked
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: entry.top; bottomMargin: Theme.smallGap }
        visible: fill.writing
        Words { width: parent.width; kind: "small"; strong: true; text: fill.page.asked; visible: text !== "" }
        Words { width: parent.width; kind: "label"; text: entry.name }
        Words { width: parent.width; kind: "small"; text: fill.field ? fill.field.by : ""; visible: text !== "" }
    }
    SearchField {
        id: entry
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: board.top; bottomMargin: Theme.gap }
        visible: fill.writing
        iconName: "pen-nib"
        name: fill.field ? fill.field.label : ""
        hint: "Écrivez ici…"
        value: fill.field ? fill.field.value : ""
        onTyped: text => { if (fill.writing) kiosk.act("form.type", { name: fill.page.focused, text: text }) }
        onSubmitted: kiosk.act("form.focus", "")
        onVisibleChanged: if (visible) forceActiveFocus()
    }
    AzertyKeyboard {
        id: board
        width: parent.width
        y: parent.height - height
        visible: fill.writing
        enterLabel: "Terminé"
        enterIcon: "check"
        onTyped: letters => entry.insert(letters)
        onErased: entry.erase()
        onCleared: entry.clear()
        onEntered: kiosk.act("form.focus", "")
    }
    ScrollPage {
        id: list
        width: parent.width
        height: Theme.reach ? Theme.bandHeight - 132 : Math.min(fill.height * 0.5, wanted)
        y: parent.height - height
        visible: !fill.writing
        enabled: visible
        mayFlow: false
        entries: fill.page.actions
        spacing: Theme.smallGap
        Words { width: parent.width; kind: "small"; text: fill.page.watched }
        Each {
            id: fields
            list: fill.page.fields
            FormFieldRow { required property int index; item: fields.at(index); width: parent ? parent.width : 0 }
        }
        actions: [
            Pager { width: parent ? parent.width : 0; list: fill.page.pager },
            Actions { width: parent ? parent.width : 0; list: list.rest; pairs: true }
        ]
    }
}
