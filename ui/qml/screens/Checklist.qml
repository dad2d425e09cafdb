import QtQuick
import ".."
import "../controls"

// The papers to bring: have, do not have; what follows from it.
ScrollPage {
    id: checklist
    property var page
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title
    small: page.old ? "" : page.source

    Banner {
        width: parent.width
        visible: checklist.page.old
        note: ({ title: "Informations anciennes", text: checklist.page.source, tone: "warn", icon: "clock" })
    }
    CaseCard { width: parent.width; mine: checklist.page.case ?? null }
    Each {
        id: questions
        list: checklist.page.questions
        ChoiceList { required property int index; question: questions.at(index); width: parent ? parent.width : 0 }
    }
    Words { width: parent.width; kind: "heading"; text: checklist.page.question; visible: text !== "" }
    Each {
        id: papers
        list: checklist.page.papers
        PaperRow { required property int index; paper: papers.at(index); width: parent ? parent.width : 0 }
    }
    CitedCard { width: parent.width; cited: checklist.page.cited ?? null }

    actions: [
        Banner { width: parent ? parent.width : 0; note: checklist.page.outcome },
        Actions { width: parent ? parent.width : 0; list: checklist.rest; pairs: true }
    ]
}
