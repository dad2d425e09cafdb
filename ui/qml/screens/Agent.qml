import QtQuick
import ".."
import "../controls"

// The agent's panel: never a document, never a title of the visit.
ScrollPage {
    id: agent
    property var page
    entries: page.actions
    heading: page.title
    BulletCard { width: parent.width; title: "Cette borne"; list: agent.page.lines; iconName: "info" }
    Banner {
        width: parent.width
        visible: agent.page.message !== ""
        note: ({ title: "", text: agent.page.message, tone: "good", icon: "check-circle" })
    }
    actions: Actions { width: parent ? parent.width : 0; list: agent.rest }
}
