import QtQuick
import ".."
import "../controls"

// « Votre plan »: steps by deadline, to tick and to open; then papers, and whom to see or call.
ScrollPage {
    id: plan
    property var page
    entries: page.actions
    heading: page.title
    lead: page.text
    place: "plan " + page.title

    Banner { width: parent.width; note: plan.page.note ?? null }
    CaseCard { width: parent.width; mine: plan.page.case ?? null }
    Words { width: parent.width; kind: "small"; text: plan.page.words; visible: text !== "" }
    Each {
        id: groups
        list: plan.page.groups
        Column {
            id: group
            required property int index
            property var item: groups.at(index)
            width: parent ? parent.width : 0
            spacing: Theme.smallGap
            Words { width: parent.width; kind: "heading"; text: group.item.deadline; color: Theme.mainText }
            Each {
                id: steps
                list: group.item.steps
                StepRow { required property int index; step: steps.at(index); width: group.width }
            }
        }
    }
    Words { width: parent.width; kind: "heading"; text: plan.page.papers_title; visible: text !== "" }
    Card {
        width: parent.width
        visible: plan.page.papers.length > 0
        spacing: Theme.gap
        Each {
            id: papers
            list: plan.page.papers
            Column {
                id: gathered
                required property int index
                property var item: papers.at(index)
                width: parent ? parent.width : 0
                spacing: 4
                Words { width: parent.width; kind: "label"; text: gathered.item.label }
                Words { width: parent.width; kind: "small"; text: gathered.item.text }
            }
        }
    }
    TileGroup { width: parent.width; title: plan.page.open_title; list: plan.page.open }
    InfoCards { width: parent.width; title: "Qui voir, qui appeler"; list: plan.page.whom }

    actions: Actions { width: parent ? parent.width : 0; list: plan.rest; pairs: true }
}
