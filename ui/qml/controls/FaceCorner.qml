import QtQuick
import ".."

// The expert's face, small, at the upper right of a page both work on.
VideoPane {
    property bool shown: false
    visible: shown
    width: 168
    height: 168
    radius: Theme.smallRadius
    stream: "remote"
    live: shown
    name: "Votre conseiller"
    compact: true
    iconName: "user-circle"
}
