import QtQuick
import ".."
import "../controls"

// « Signer sur papier »: three steps, one under the other.
ScrollPage {
    id: paper
    property var page
    entries: page.actions
    heading: page.title
    lead: page.words

    Banner { width: parent.width; note: paper.page.note }
    InfoCards { width: parent.width; list: paper.page.steps }
    actions: Actions { width: parent ? parent.width : 0; list: paper.rest; pairs: true }
}
