import QtQuick
import ".."

// Where the paper goes, drawn from the front: on the glass under a raised lid, into the feeder on top, or under the
// document camera on its arm.
// The sheet is white, what to look at is amber.
Item {
    id: drawing

    property string place: "glass"
    readonly property bool glass: place === "glass"
    readonly property bool feeder: place === "feeder"
    readonly property bool camera: place === "camera"
    readonly property color body: Theme.contrast ? "#000000" : "#D9DED9"
    readonly property int stroke: 4

    implicitWidth: 250
    implicitHeight: 230
    Accessible.role: Accessible.Graphic
    Accessible.name: glass ? "La vitre, sous le couvercle" : feeder ? "Le chargeur, sur le dessus" : "La tablette, sous la caméra"

    component Part: Rectangle {
        color: drawing.body
        radius: 10
        border { width: drawing.stroke; color: Theme.ink }
    }
    component Sheet: Rectangle {
        color: Theme.sheet
        border { width: 3; color: Theme.sheetInk }
        Repeater {
            model: 3
            Rectangle {
                required property int index
                x: parent.width * 0.16
                y: parent.height * (0.24 + 0.2 * index)
                width: parent.width * (index === 2 ? 0.4 : 0.68)
                height: 4
                color: Theme.sheetInk
            }
        }
    }

    // The machine itself.
    Part { visible: !drawing.camera; x: 10; y: 150; width: 230; height: 70 }
    Rectangle { visible: !drawing.camera; x: 30; y: 190; width: 60; height: 8; radius: 4; color: Theme.ink }

    // Glass: the lid stands behind, the sheet lies in the marked corner.
    Part { visible: drawing.glass; x: 40; y: 4; width: 170; height: 52; radius: 8 }
    Rectangle {
        visible: drawing.glass
        x: 22
        y: 54
        width: 206
        height: 104
        color: Theme.contrast ? "#333333" : "#B9D3D3"
        border { width: drawing.stroke; color: Theme.ink }
    }
    Sheet { visible: drawing.glass; x: 36; y: 68; width: 120; height: 78 }
    Rectangle { visible: drawing.glass; x: 26; y: 58; width: 52; height: 10; color: Theme.amber }
    Rectangle { visible: drawing.glass; x: 26; y: 58; width: 10; height: 52; color: Theme.amber }

    // Feeder: sheets stand in the tray, and go down into the slot.
    Sheet { visible: drawing.feeder; x: 76; y: 8; width: 98; height: 110 }
    Sheet { visible: drawing.feeder; x: 68; y: 16; width: 98; height: 110 }
    Part { visible: drawing.feeder; x: 30; y: 104; width: 190; height: 50 }
    Rectangle { visible: drawing.feeder; x: 54; y: 112; width: 142; height: 8; radius: 4; color: Theme.ink }
    Rectangle { visible: drawing.feeder; x: 112; y: 40; width: 12; height: 40; color: Theme.amber }
    Rectangle { visible: drawing.feeder; x: 104; y: 66; width: 28; height: 28; rotation: 45; color: Theme.amber }

    // Document camera: an arm holds it over the sheet, which lies in what it sees.
    Part { visible: drawing.camera; x: 20; y: 20; width: 22; height: 180; radius: 6 }
    Part { visible: drawing.camera; x: 20; y: 12; width: 130; height: 22; radius: 6 }
    Part { visible: drawing.camera; x: 110; y: 8; width: 62; height: 46 }
    Rectangle { visible: drawing.camera; x: 129; y: 44; width: 24; height: 24; radius: 12; color: Theme.ink }
    Part { visible: drawing.camera; x: 8; y: 196; width: 234; height: 24; radius: 8 }
    Sheet { visible: drawing.camera; x: 84; y: 118; width: 118; height: 84 }
    Repeater {
        model: drawing.camera ? 2 : 0
        Rectangle {
            required property int index
            x: index ? 150 : 128
            y: 70
            width: 6
            height: 44
            rotation: index ? -24 : 24
            color: Theme.amber
        }
    }
}
