import QtQuick
import ".."
import "../controls"

// My place, how long, and something useful to do meanwhile.
ScrollPage {
    id: waiting
    property var page
    entries: page.actions
    heading: page.title

    Card {
        width: parent.width
        color: Theme.tint
        border.width: Theme.contrast ? Theme.border : 0
        Row {
            width: parent.width
            spacing: Theme.pad
            Words {
                id: number
                kind: "display"
                spoken: false
                visible: waiting.page.ahead > 0
                text: waiting.page.ahead > 0 ? waiting.page.ahead : ""
                color: Theme.mainText
                anchors.verticalCenter: parent.verticalCenter
            }
            Icon {
                id: glass
                name: number.visible ? "" : "hourglass"
                size: Theme.bigIcon
                anchors.verticalCenter: parent.verticalCenter
            }
            Column {
                width: parent.width - (number.visible ? number.width : glass.width) - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                Words { width: parent.width; kind: "heading"; text: waiting.page.position }
                Words { width: parent.width; text: waiting.page.estimate; visible: text !== "" }
            }
        }
    }
    Banner { width: parent.width; note: waiting.page.notice ?? null }
    Banner { width: parent.width; note: waiting.page.note }
    Words { width: parent.width; kind: "heading"; strong: false; text: waiting.page.advice; visible: text !== "" }
    Each {
        id: papers
        list: waiting.page.papers
        PaperRow { required property int index; paper: papers.at(index); width: parent ? parent.width : 0 }
    }
    BulletCard { width: parent.width; title: "À préparer pour ce guichet"; list: waiting.page.ready ?? []; iconName: "file-text" }
    BulletCard { width: parent.width; title: "Ce qui va se passer"; list: waiting.page.steps ?? []; iconName: "caret-right" }
    actions: Actions { width: parent ? parent.width : 0; list: waiting.rest }
}
