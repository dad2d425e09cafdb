import QtQuick
import ".."
import "../controls"

// One counter: open until when, how many before me, what it can and cannot do, papers to have ready.
ScrollPage {
    id: counter
    property var page
    entries: page.actions
    heading: page.title
    lead: page.administration

    Banner {
        width: parent.width
        note: ({ title: counter.page.words, text: counter.page.estimate, tone: counter.page.open ? "good" : "warn", icon: "clock" })
    }
    Banner { width: parent.width; note: counter.page.note }
    BulletCard { width: parent.width; title: "Ce que ce guichet peut faire"; list: counter.page.can; iconName: "check" }
    BulletCard { width: parent.width; title: "Ce qu’il ne peut pas faire"; list: counter.page.cannot; iconName: "x" }
    BulletCard { width: parent.width; title: "Papiers à préparer"; list: counter.page.papers; iconName: "file-text" }
    ChoiceList { width: parent.width; question: counter.page.consent; sideBySide: true }

    actions: Actions { width: parent ? parent.width : 0; list: counter.rest; pairs: (counter.page.actions ?? []).length > 2 }
}
