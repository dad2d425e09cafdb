import QtQuick
import ".."
import "../controls"

// The request is on paper: its reference, what is left to do by hand, and that nothing has been sent.
ScrollPage {
    id: done
    property var page
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title

    Banner { width: parent.width; note: done.page.note }
    Card {
        width: parent.width
        Words {
            width: parent.width
            kind: "display"
            text: done.page.reference
            color: Theme.mainText
            horizontalAlignment: Text.AlignHCenter
            Accessible.name: done.page.reference
        }
        Words { width: parent.width; text: done.page.reference_words; horizontalAlignment: Text.AlignHCenter }
    }
    Words { width: parent.width; kind: "heading"; text: done.page.steps_title }
    LineView {
        width: parent.width
        lines: done.page.steps.map((step, index) => ({ kind: "number", title: (index + 1) + ".", text: step, level: 0 }))
    }
    actions: Actions { width: parent ? parent.width : 0; list: done.rest }
}
