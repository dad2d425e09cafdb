import QtQuick
import ".."
import "../controls"

// A guided test: one question, its answers; oneself in the picture when that is what is asked about.
ScrollPage {
    id: trial
    property var page
    entries: page.actions
    crumbs: page.step
    heading: page.title
    lead: page.words

    ProgressLine { width: parent.width; progress: trial.page.progress; visible: trial.page.progress >= 0 }
    ProgressLine { width: parent.width; visible: trial.page.working && trial.page.progress < 0 }
    Banner { width: parent.width; note: trial.page.note ?? null }
    Loader {
        width: parent.width
        active: trial.page.camera
        visible: active
        sourceComponent: VideoPane {
            height: Theme.reach || Theme.big ? 420 : 540
            radius: Theme.radius
            stream: "self"
            live: trial.page.live
            words: "La caméra s’allume…"
            name: "Votre image"
            iconName: "user-circle"
        }
    }
    BulletCard { width: parent.width; title: "Ce qui a été vu"; list: trial.page.note ? trial.page.details : []; iconName: "info" }
    Each {
        id: hints
        list: trial.page.note ? [] : trial.page.details
        Words { required property int index; width: parent ? parent.width : 0; text: hints.at(index) }
    }
    Actions { width: parent.width; list: trial.page.choices }
    actions: Actions { width: parent ? parent.width : 0; list: trial.rest; pairs: true }
}
