import QtQuick
import QtMultimedia
import ".."

// The document camera's live picture, whole, in a thick frame that says it is on; the sheet is outlined where it is seen.
Rectangle {
    id: pane

    property bool live: false
    property bool ready: false
    property string words: ""
    property string caption: ""
    property var corners: []
    readonly property int rim: 10
    readonly property color mark: ready ? "#5FD38D" : Theme.amber

    readonly property real above: live && pill.text !== "" ? pill.height / 2 : 0

    color: Theme.stage
    radius: Theme.smallRadius
    border { width: live ? rim : Theme.hairline; color: live ? mark : Theme.line }
    Accessible.role: Accessible.Graphic
    Accessible.name: "L’image de la caméra à documents"

    VideoOutput {
        id: output
        objectName: "picture"
        anchors { fill: parent; margins: pane.rim; topMargin: pane.rim + pane.above }
        visible: pane.live
        fillMode: VideoOutput.PreserveAspectFit
        Component.onCompleted: kiosk.video("paper", output.videoSink)
    }
    Canvas {
        id: outline
        readonly property var corners: pane.corners
        readonly property bool ready: pane.ready
        x: output.x + output.contentRect.x
        y: output.y + output.contentRect.y
        width: output.contentRect.width
        height: output.contentRect.height
        visible: pane.live
        renderStrategy: Canvas.Immediate
        onCornersChanged: requestPaint()
        onReadyChanged: requestPaint()
        onWidthChanged: requestPaint()
        Accessible.ignored: true
        onPaint: () => {
            const brush = getContext("2d");
            brush.reset();
            if (!corners || corners.length !== 4)
                return;
            brush.lineJoin = "round";
            brush.beginPath();
            for (let i = 0; i < 4; i++)
                brush[i ? "lineTo" : "moveTo"](corners[i][0] * width, corners[i][1] * height);
            brush.closePath();
            for (const [thick, colour] of [[14, "#22303A"], [8, pane.mark]]) {
                brush.lineWidth = thick;
                brush.strokeStyle = colour;
                brush.stroke();
            }
        }
    }
    StagePill {
        id: pill
        visible: pane.live && text !== ""
        text: pane.caption
        iconName: "lock-key"
        most: pane.width - 2 * Theme.gap
        anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.top }
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap
        spacing: Theme.gap
        visible: !pane.live
        Icon { anchors.horizontalCenter: parent.horizontalCenter; name: "file-text"; size: 140; color: Theme.stageInk }
        Words { width: parent.width; horizontalAlignment: Text.AlignHCenter; text: pane.words; color: Theme.stageInk; visible: text !== "" }
    }
}
