import QtQuick
import ".."

// An office of a list (`OfficeRow` of ui/pages/offices.py): what it is, where, and whether someone is there.
Tile {
    property var office

    text: office ? office.name : ""
    note: office ? [office.kind, office.place].filter(part => part !== "").join(" · ") : ""
    badge: office ? office.words : ""
    iconName: office ? office.icon : ""
    rests: office ? !office.open : true
    arrow: true
    onClicked: kiosk.act(office.choose.name, office.choose.argument)
}
