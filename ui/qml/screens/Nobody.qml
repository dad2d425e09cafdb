import QtQuick
import ".."
import "../controls"

// The promised time has passed: other ways, never an endless wait.
ScrollPage {
    id: nobody
    property var page
    entries: page.actions
    heading: page.title
    lead: page.text

    Card {
        visible: nobody.page.number !== ""
        width: parent.width
        color: Theme.tint
        Words { width: parent.width; text: "Votre numéro" }
        Words { width: parent.width; kind: "display"; text: nobody.page.number; color: Theme.mainText }
    }
    Banner {
        width: parent.width
        visible: nobody.page.contact !== ""
        note: ({ title: "", text: nobody.page.contact, tone: "calm", icon: "map-pin" })
    }
    actions: Actions { width: parent ? parent.width : 0; list: nobody.rest }
}
