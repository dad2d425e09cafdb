import QtQuick
import ".."
import "../controls"

// Privacy in three lines, and oneself in the picture.
ScrollPage {
    id: before
    property var page
    // Room over the band of what is touched, given by the frame.
    property real above: 0
    readonly property bool lifted: above >= 180 + 2 * Theme.gap
    entries: page.actions
    heading: page.title

    Item {
        id: slot
        width: parent.width
        height: Theme.reach ? 200 : 320
        visible: !before.lifted
    }
    VideoPane {
        parent: before.lifted ? before : slot
        x: before.lifted ? Theme.margin : 0
        y: before.lifted ? -height - Theme.gap : 0
        width: parent.width - 2 * x
        height: before.lifted ? Math.min(320, before.above - 2 * Theme.gap) : slot.height
        radius: Theme.radius
        stream: "self"
        live: before.page.camera
        words: before.page.camera_words
        caption: before.page.camera_words
        name: "Votre image"
        iconName: before.page.hidden ? "video-camera-slash" : "user-circle"
    }
    ChoiceList { width: parent.width; question: before.page.shown; sideBySide: true; brief: true }
    ChoiceList { width: parent.width; question: before.page.ways; sideBySide: true }
    Banner { width: parent.width; note: before.page.way }
    Banner { width: parent.width; note: before.page.note }
    Banner { width: parent.width; note: before.page.line }
    LevelBar { width: parent.width; voice: before.page.voice }
    Each {
        id: lines
        list: before.page.lines
        Banner { required property int index; note: lines.at(index); width: parent ? parent.width : 0 }
    }
    actions: Actions { width: parent ? parent.width : 0; list: before.rest }
}
