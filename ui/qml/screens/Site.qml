import QtQuick
import ".."
import "../controls"

// A confined public page, with the same bottom bar. The web engine is loaded here and nowhere else.
FocusScope {
    id: site
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.name

    Row {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        spacing: Theme.gap
        Icon { id: globe; name: "globe" }
        Words { width: parent.width - globe.width - parent.spacing; kind: "heading"; text: site.page.name }
    }
    Banner {
        id: note
        x: Theme.margin
        y: head.height + Theme.smallGap
        width: parent.width - 2 * x
        note: site.page.note
    }
    Loader {
        id: view
        y: note.y + (note.visible ? note.height + Theme.smallGap : 0)
        width: parent.width
        height: foot.y - y - Theme.smallGap
        Component.onCompleted: setSource("SiteView.qml", { site: site.page })
        Binding { target: view.item; property: "site"; value: site.page; when: !!view.item }
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        spacing: Theme.smallGap
        Actions { width: parent.width; list: site.page.actions; pairs: true }
    }
}
