import QtQuick
import ".."
import "../controls"

// Whom to turn to, why, what to take, whom to call: the main answer first.
ScrollPage {
    id: advice
    property var page
    entries: page.actions
    crumbs: "Vers qui me tourner ?"
    heading: page.title

    Each {
        id: answers
        list: advice.page.answers
        Column {
            id: answer
            required property int index
            property var item: answers.at(index)
            width: parent ? parent.width : 0
            spacing: Theme.smallGap
            Words { width: parent.width; kind: "heading"; text: answer.item.lead; visible: text !== "" }
            Card {
                width: parent.width
                Words { width: parent.width; kind: answer.item.main ? "heading" : "label"; text: answer.item.name }
                Words { width: parent.width; text: answer.item.why }
                Item { width: 1; height: 4; visible: answer.item.calls.length > 0 }
                FactList { width: parent.width; list: answer.item.calls }
            }
            OfficeTile { width: parent.width; office: answer.item.office; visible: !!answer.item.office }
            BulletCard { width: parent.width; title: answer.item.papers_title; iconName: "file-text"; list: answer.item.papers }
        }
    }
    actions: Actions { width: parent ? parent.width : 0; list: advice.rest; pairs: advice.rest.length > 1 }
}
