import QtQuick
import ".."
import "../controls"

// A confined public page, with the same bottom bar. The web engine is loaded here and nowhere else.
FocusScope {
    id: site
    property var page
    readonly property string frame: "tall"
    readonly property string heading: page.name
    property bool typing: false

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
        objectName: "site"
        Accessible.role: Accessible.WebDocument
        Accessible.name: site.page.name
        y: note.y + (note.visible ? note.height + Theme.smallGap : 0)
        width: parent.width
        height: (site.typing ? board.y : foot.y) - y - Theme.smallGap
        focus: true
        Component.onCompleted: if (typeof website !== "undefined") setSource("SiteView.qml", { site: site.page })
    }
    AzertyKeyboard {
        id: board
        width: parent.width
        y: parent.height - height
        visible: site.typing
        enterLabel: "Valider"
        enterIcon: "check"
        clearLabel: "Fermer"
        onTyped: letters => website.type(site.Window.window, letters)
        onErased: website.type(site.Window.window, "\b")
        onCleared: site.typing = false
        onEntered: website.type(site.Window.window, "\r")
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        visible: !site.typing
        spacing: Theme.smallGap
        BigButton {
            width: parent.width
            visible: site.page.reached
            kind: "secondary"
            text: "Écrire avec le clavier"
            iconName: "keyboard"
            onClicked: {
                site.typing = true;
                if (view.item)
                    view.item.forceActiveFocus();
            }
        }
        Each {
            id: actions
            list: site.page.actions
            BigButton {
                required property int index
                property var entry: actions.at(index)
                width: parent ? parent.width : 0
                text: entry.label
                iconName: entry.icon
                kind: entry.kind
                enabled: entry.enabled
                note: entry.hint
                onClicked: entry.name === "site.print" ? view.item.printPage() : kiosk.act(entry.name, entry.argument)
            }
        }
    }
}
