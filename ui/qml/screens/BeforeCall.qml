import QtQuick
import ".."
import "../controls"

// Privacy in three lines, and oneself in the picture.
ScrollPage {
    id: before
    property var page
    entries: page.actions
    heading: page.title

    // Where there is little room the question comes before the picture.
    ChoiceList { width: parent.width; question: Theme.reach ? before.page.ways : null; sideBySide: true }
    VideoPane {
        width: parent.width
        height: Theme.reach ? 200 : 320
        radius: Theme.radius
        stream: "self"
        live: before.page.camera
        words: before.page.camera_words
        caption: before.page.camera_words
        name: "Votre image"
        iconName: "user-circle"
    }
    ChoiceList { width: parent.width; question: Theme.reach ? null : before.page.ways; sideBySide: true }
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
