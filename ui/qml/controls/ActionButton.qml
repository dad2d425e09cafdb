import QtQuick

// A BigButton that says and does what an `Action` of ui/pages.py tells it.
BigButton {
    property var entry

    text: entry ? entry.label : ""
    iconName: entry ? entry.icon : ""
    note: entry ? entry.hint : ""
    kind: entry ? entry.kind : "secondary"
    enabled: entry ? entry.enabled : false
    visible: !!entry
    onClicked: kiosk.act(entry.name, entry.argument)
}
