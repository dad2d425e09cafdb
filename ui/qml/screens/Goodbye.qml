import QtQuick
import ".."
import "../controls"

// One question and « Reprenez vos papiers » where nobody misses them; what was done, the reference, the next step.
ScrollPage {
    id: goodbye
    property var page
    entries: page.actions
    heading: page.title

    ChoiceList { width: parent.width; question: goodbye.page.question; sideBySide: true }
    Banner {
        width: parent.width
        visible: goodbye.page.belongings !== ""
        note: ({ title: goodbye.page.belongings, text: "", tone: "warn", icon: "files" })
    }
    BulletCard { width: parent.width; title: "Ce qui a été fait"; list: goodbye.page.done; iconName: "check" }
    Card {
        width: parent.width
        visible: goodbye.page.reference !== ""
        Words { width: parent.width; kind: "small"; text: "Référence" }
        Words { width: parent.width; kind: "heading"; text: goodbye.page.reference }
    }
    Banner {
        width: parent.width
        visible: goodbye.page.next_step !== ""
        note: ({ title: "Et maintenant", text: goodbye.page.next_step, tone: "calm", icon: "calendar-check" })
    }
    Banner { width: parent.width; note: goodbye.page.note }
    actions: Actions { width: parent ? parent.width : 0; list: goodbye.rest; pairs: (goodbye.page.actions ?? []).length > 2 }
}
