import QtQuick
import ".."

// The same five places on every page: Retour, Accueil, Aide, Écouter, Affichage.
Rectangle {
    id: bar

    property var bar
    property bool covered: false
    readonly property int items: bar && bar.items ? bar.items.length : 0

    implicitHeight: Theme.reach ? 132 : 196 + (Theme.big ? 16 : 0)
    color: Theme.barBack
    Rectangle { width: parent.width; height: Theme.hairline; color: Theme.line; visible: Theme.contrast }

    Row {
        id: row
        anchors.fill: parent
        anchors.margins: Theme.reach ? 12 : Theme.gap
        anchors.leftMargin: Theme.margin * 0.6
        anchors.rightMargin: Theme.margin * 0.6
        spacing: Theme.smallGap

        Each {
            id: each
            list: bar.bar ? bar.bar.items : []
            Touch {
                id: place
                required property int index
                property var item: each.at(index)
                text: item.label
                enabled: item.enabled && !bar.covered
                width: (row.width - (each.count - 1) * row.spacing) / Math.max(1, each.count)
                height: row.height
                checkable: false
                Accessible.checked: item.active
                onClicked: kiosk.act(item.name, "")

                readonly property color letters: !item.enabled ? Theme.offInk
                    : item.active ? Theme.mainInk : item.attention ? Theme.amberInk : Theme.ink

                background: Rectangle {
                    radius: Theme.smallRadius + 4
                    color: !place.item.enabled ? Theme.barBack : place.down ? Theme.pressed
                        : place.item.active ? Theme.main
                        : place.item.attention ? Theme.amberSoft : Theme.card
                    border.width: place.item.attention ? Theme.border : Theme.hairline
                    border.color: place.item.attention ? Theme.amber : Theme.line
                }
                contentItem: Item {
                    Column {
                        anchors.centerIn: parent
                        spacing: Theme.reach ? 0 : 6
                        Icon {
                            anchors.horizontalCenter: parent.horizontalCenter
                            name: place.item.icon
                            size: Theme.reach ? 44 : 60
                            color: place.item.active ? Theme.mainInk
                                : !place.item.enabled ? Theme.offInk : Theme.mainText
                        }
                        Words {
                            anchors.horizontalCenter: parent.horizontalCenter
                            width: Math.min(implicitWidth, place.width - 8)
                            kind: "small"
                            strong: true
                            spoken: false
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: Theme.smallest
                            wrapMode: Text.NoWrap
                            color: place.letters
                            text: place.text
                        }
                    }
                }
            }
        }
    }
}
