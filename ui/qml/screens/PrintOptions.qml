import QtQuick
import ".."
import "../controls"

// « Autres choix » before printing: large answers, the sum of them above, one main action.
ScrollPage {
    id: options
    property var page
    entries: page.actions
    crumbs: page.what
    heading: page.title
    lead: page.words

    Banner { width: parent.width; note: options.page.note ?? null }
    Each {
        id: asked
        list: options.page.questions
        ChoiceList {
            required property int index
            width: parent ? parent.width : 0
            question: asked.at(index)
            sideBySide: true
            bottomPadding: Theme.gap
        }
    }
    actions: Actions { width: parent ? parent.width : 0; list: options.rest }
}
