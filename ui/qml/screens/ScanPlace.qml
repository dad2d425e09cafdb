import QtQuick
import ".."
import "../controls"

// Where to lay the paper: glass or feeder, each drawn. A preview of the glass takes their place while it is read.
ScrollPage {
    id: place
    property var page
    readonly property bool reading: page.progress >= 0
    entries: page.actions
    heading: page.title
    lead: page.words

    Banner { width: parent.width; note: place.page.note }
    ProgressLine { width: parent.width; visible: place.reading; progress: place.page.progress > 0 ? place.page.progress : -1 }
    PagePicture {
        width: parent.width
        height: visible ? 620 : 0
        visible: !!picture
        picture: place.page.picture
    }
    Each {
        id: choices
        list: place.page.choices
        ScanChoiceCard { required property int index; choice: choices.at(index); width: parent ? parent.width : 0 }
    }
    actions: Actions { width: parent ? parent.width : 0; list: place.rest; pairs: true }
}
