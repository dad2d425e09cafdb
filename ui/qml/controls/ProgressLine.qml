import QtQuick
import ".."

// How far something is, 0..1; below zero it only shows that work goes on, by moving: a still part of
// the line would be read as a share of the work.
Rectangle {
    id: line

    property real progress: -1
    property bool stopped: false

    implicitHeight: 28
    radius: height / 2
    color: Theme.contrast ? Theme.card : Theme.line
    border { width: Theme.contrast ? Theme.hairline : 0; color: Theme.line }
    clip: true
    Accessible.role: Accessible.ProgressBar
    Accessible.name: progress >= 0 ? Math.round(progress * 100) + " %" : "En cours"

    Rectangle {
        id: done
        readonly property bool roaming: line.progress < 0 && !line.stopped && !Theme.calm
        height: parent.height
        radius: parent.radius
        color: line.stopped ? Theme.amber : Theme.main
        visible: line.progress >= 0 || roaming
        width: line.progress >= 0 ? Math.max(height, parent.width * line.progress) : parent.width * 0.3
        Behavior on width { NumberAnimation { duration: Theme.gentle } }
        SequentialAnimation on x {
            running: done.roaming
            loops: Animation.Infinite
            NumberAnimation { from: 0; to: line.width * 0.7; duration: 1600; easing.type: Easing.InOutSine }
            NumberAnimation { from: line.width * 0.7; to: 0; duration: 1600; easing.type: Easing.InOutSine }
        }
    }
}
