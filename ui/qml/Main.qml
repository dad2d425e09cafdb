import QtQuick
import QtQuick.Window
import "controls"
import "."

// The frame around every page. The program shows and hides this window; it draws what `kiosk` says,
// on a canvas of 1080 x 1920 scaled to the glass.
Window {
    id: window

    width: kiosk.panel.width_px
    height: kiosk.panel.height_px
    visible: false
    color: Theme.paper
    title: "Visio-Guichet"

    readonly property real factor: Math.min(width / Theme.canvasWidth, height / Theme.canvasHeight)

    Binding { target: Theme; property: "panelWidthMm"; value: kiosk.panel.width_mm }
    Binding { target: Theme; property: "panelBottomMm"; value: kiosk.panel.bottom_mm ?? 700 }
    Binding { target: Theme; property: "big"; value: kiosk.display.big }
    Binding { target: Theme; property: "contrast"; value: kiosk.display.contrast }
    Binding { target: Theme; property: "reach"; value: kiosk.display.reach }
    Binding { target: Theme; property: "calm"; value: kiosk.display.calm || !kiosk.motion }

    FocusScope {
        id: canvas
        objectName: "canvas"
        width: Theme.canvasWidth
        height: Theme.canvasHeight
        anchors.centerIn: parent
        scale: window.factor
        focus: true

        readonly property Item screen: loader.item
        readonly property string frame: screen && screen.frame !== undefined ? screen.frame : "scroll"
        readonly property bool neutral: kiosk.screen === "neutral"
        readonly property bool bared: frame === "bare" || neutral
        readonly property real bandEnd: Theme.reach ? height - Theme.bandBottom : height
        readonly property real bandStart: Theme.reach ? bandEnd - Theme.bandHeight : top.y + top.height

        function step(forward: bool) {
            const from = window.activeFocusItem ?? canvas;
            const next = from.nextItemInFocusChain(forward);
            if (next)
                next.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
        }
        Keys.onDownPressed: step(true)
        Keys.onRightPressed: step(true)
        Keys.onUpPressed: step(false)
        Keys.onLeftPressed: step(false)

        Header {
            id: top
            objectName: "header"
            visible: !canvas.bared
            height: canvas.bared ? 0 : implicitHeight
            width: parent.width
            header: kiosk.header
        }
        PageTitle {
            id: title
            readonly property bool lifted: Theme.reach && canvas.frame === "scroll" && !!canvas.screen
            x: Theme.margin
            y: top.y + top.height + Theme.gap
            width: parent.width - 2 * x
            crumbs: lifted ? canvas.screen.crumbs ?? "" : ""
            heading: lifted ? canvas.screen.heading ?? "" : ""
            lead: lifted && canvas.screen.lifting ? canvas.screen.lead ?? "" : ""
            small: lifted && canvas.screen.lifting ? canvas.screen.small ?? "" : ""
        }

        Loader {
            id: loader
            objectName: "page"
            property string shown: ""
            // Where one had read to, of the pages one comes back to (`ScrollPage.place`).
            readonly property var places: ({})
            focus: true
            width: parent.width
            y: canvas.frame === "scroll" ? canvas.bandStart : canvas.bared ? 0 : top.y + top.height
            height: bar.y - y - (overlay.gentle ? overlay.cardHeight + Theme.gap : 0)
            enabled: !overlay.modal
            clip: false

            function follow() {
                const name = kiosk.screen;
                if (name === "")
                    return;
                if (name === shown && item) {
                    item.page = kiosk.page;
                    return;
                }
                shown = name;
                if (item && item.place)
                    places[item.place] = item.readTo;
                const file = name.split("_").map(part => part.charAt(0).toUpperCase() + part.slice(1)).join("");
                setSource("screens/" + file + ".qml", { page: kiosk.page });
                if (item && item.place && places[item.place])
                    item.goTo(places[item.place]);
                if (item)
                    (overlay.modal ? overlay : item).forceActiveFocus(Qt.OtherFocusReason);
                if (Theme.quick > 0)
                    arrive.restart();
            }
            Component.onCompleted: follow()
            NumberAnimation { id: arrive; target: loader; property: "opacity"; from: 0.25; to: 1; duration: Theme.gentle * 0.7 }
        }
        // What a page shows and nobody touches may stand above the band.
        Binding {
            target: loader.item
            property: "above"
            value: title.lifted ? canvas.bandStart - title.y - title.height : 0
            when: !!loader.item && loader.item.above !== undefined
        }
        Connections {
            target: kiosk
            function onScreenChanged() { Qt.callLater(loader.follow) }
            function onPageChanged() { Qt.callLater(loader.follow) }
        }

        BottomBar {
            id: bar
            objectName: "bar"
            readonly property bool shown: !!kiosk.bar.visible && !canvas.neutral
            visible: shown
            width: parent.width
            height: shown ? implicitHeight : 0
            y: canvas.bandEnd - height
            bar: kiosk.bar
            covered: overlay.modal && (overlay.kind === "confirm" || overlay.kind === "still_there")
        }

        OverlayCard {
            id: overlay
            objectName: "overlay"
            width: parent.width
            height: bar.covered ? parent.height : bar.y
            overlay: kiosk.overlay
            bandTop: Theme.reach ? canvas.bandStart : Theme.gap
            bandBottom: bar.y
            onModalChanged: if (!modal && loader.item) loader.item.forceActiveFocus(Qt.OtherFocusReason)
        }

        // Sees every press without taking it, whoever is below.
        Item {
            anchors.fill: parent
            z: 100
            PointHandler { onActiveChanged: if (active) kiosk.touched() }
        }
    }
}
