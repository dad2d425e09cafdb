import QtQuick
import ".."
import "../controls"

// Every device and link, live, each with its page.
ScrollPage {
    id: maintenance
    property var page
    entries: page.actions
    heading: page.title
    Banner { width: parent.width; note: maintenance.page.summary }
    Banner { width: parent.width; note: maintenance.page.report ?? null }
    Actions { width: parent.width; list: maintenance.page.tools; oneRow: true }
    Each {
        id: devices
        list: maintenance.page.devices
        StatusRow { required property int index; device: devices.at(index); width: parent ? parent.width : 0 }
    }
    ContentCard { width: parent.width; card: maintenance.page.content; visible: !!card }
    actions: Actions { width: parent ? parent.width : 0; list: maintenance.rest; pairs: true }
}
