import QtQuick
import QtQuick.Layouts
import ".."
import "../controls"

// For whom, cost, delay, steps; « Est-ce votre cas ? » where the content has cases.
ScrollPage {
    id: procedure
    property var page
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title
    lead: page.summary
    small: page.old ? "" : page.source
    onHeadingChanged: toTop()

    PhotoStrip { width: parent.width; list: procedure.page.pictures ?? [] }
    Banner {
        width: parent.width
        visible: procedure.page.old
        note: ({ title: "Informations anciennes", text: procedure.page.source, tone: "warn", icon: "clock" })
    }
    GridLayout {
        width: parent.width
        readonly property bool wordy: procedure.page.facts.some(fact => fact.text.length > 70)
        columns: Theme.big || wordy ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        visible: procedure.page.facts.length > 0
        Each {
            id: facts
            list: procedure.page.facts
            Banner {
                required property int index
                note: facts.at(index)
                Layout.columnSpan: facts.count === 1 && !Theme.big && note.text.length <= 70 ? 2 : 1
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
            }
        }
    }
    CaseCard { width: parent.width; mine: procedure.page.case ?? null }
    Each {
        id: questions
        list: procedure.page.questions
        ChoiceList { required property int index; question: questions.at(index); width: parent ? parent.width : 0 }
    }
    LineView { width: parent.width; lines: procedure.page.lines; visible: procedure.page.lines.length > 0 }
    Each {
        id: chapters
        list: procedure.page.chapters
        ChapterView { required property int index; chapter: chapters.at(index); width: parent ? parent.width : 0 }
    }
    InfoCards { width: parent.width; title: procedure.page.forms_title; list: procedure.page.forms }
    InfoCards { width: parent.width; title: "En ligne"; list: procedure.page.services }
    InfoCards { width: parent.width; title: "Où s’adresser"; list: procedure.page.offices }
    TileGroup { width: parent.width; title: "Voir aussi"; list: procedure.page.related }
    Each {
        id: about
        list: procedure.page.about
        ChapterView { required property int index; chapter: about.at(index); width: parent ? parent.width : 0 }
    }

    actions: Actions { width: parent ? parent.width : 0; list: procedure.rest; pairs: true }
}
