import QtQuick
import ".."
import "../controls"

// One question that narrows a sheet to the visitor's case, and its answers; or where they lead.
ScrollPage {
    id: wizard
    property var page
    readonly property int step: page.step
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title
    lead: page.lead
    onStepChanged: toTop()

    ProgressLine { width: parent.width; progress: wizard.page.progress; visible: wizard.page.progress >= 0 }
    Words { width: parent.width; kind: "small"; text: wizard.page.words; visible: text !== "" }
    Banner { width: parent.width; note: wizard.page.note ?? null }
    TileGroup { width: parent.width; list: wizard.page.answers }
    LineView { width: parent.width; lines: wizard.page.help; visible: wizard.page.help.length > 0 }

    actions: Actions { width: parent ? parent.width : 0; list: wizard.rest; pairs: true }
}
