import QtQuick
import ".."
import "../controls"

// The expert's face, large, with nothing over it; what is asked of me, as one sentence and two buttons.
FocusScope {
    id: call
    property var page
    readonly property string frame: "bare"
    readonly property string heading: ""

    Rectangle {
        anchors.fill: parent
        anchors.bottomMargin: call.height - remote.y - remote.height
        color: Theme.stage
    }
    Flow {
        id: signs
        x: Theme.margin * 0.7
        y: Theme.smallGap
        width: parent.width - 2 * x
        spacing: Theme.smallGap
        StagePill { strong: true; text: [call.page.expert, call.page.administration].filter(part => part !== "").join(" · "); most: parent.width }
        StagePill { text: call.page.privacy; iconName: "lock-key"; most: parent.width }
        StagePill { visible: !!call.page.code; text: `Code commun : ${call.page.code}`; iconName: "shield-check"; most: parent.width }
        StagePill {
            text: call.page.link_words
            iconName: ["lost", "unreached"].includes(call.page.link) ? "wifi-slash" : "wifi-high"
            attention: call.page.link !== "connected"
            most: parent.width
        }
    }
    VideoPane {
        id: remote
        y: signs.y + signs.height + Theme.smallGap
        width: parent.width
        height: foot.y - Theme.gap - y
        stream: "remote"
        live: call.page.remote
        words: call.page.picture_words
        clear: me.width + Theme.margin
        name: call.page.expert
        iconName: "user-circle"
    }
    Rectangle {
        width: me.width + 2 * rim
        height: me.height + 2 * rim
        readonly property int rim: 6
        anchors { right: parent.right; rightMargin: Theme.margin * 0.7; bottom: remote.bottom; bottomMargin: Theme.gap }
        radius: me.radius + rim
        color: Theme.stageInk
        VideoPane {
            id: me
            anchors.centerIn: parent
            width: Theme.reach ? 180 : 208
            height: width * 1.12
            radius: Theme.smallRadius
            around: Theme.stageInk
            stream: "self"
            live: call.page.self_view
            words: call.page.paused ? "Pause" : call.page.hidden ? "Sans image" : "Vous"
            name: "Votre image"
            compact: true
            iconName: call.page.paused ? "eye-slash" : call.page.hidden ? "video-camera-slash" : "user"
        }
    }
    Column {
        id: foot
        x: Theme.margin
        width: parent.width - 2 * x
        anchors { bottom: parent.bottom; bottomMargin: Theme.gap }
        spacing: Theme.gap
        Banner {
            readonly property var news: call.page.note ?? null
            width: parent.width
            note: news && call.page.request && news.tone !== "warn" ? null : news
        }
        Column {
            width: parent.width
            spacing: Theme.gap
            visible: !!call.page.request
            Banner {
                width: parent.width
                note: call.page.request ? { title: call.page.request.text, text: call.page.request.detail, tone: "calm", icon: call.page.request.icon } : null
            }
            Actions {
                width: parent.width
                pairs: true
                // Between 900 and 1100 mm there is no room for two lines of answers over two of buttons.
                oneRow: Theme.reach
                readonly property var asked: call.page.request
                list: asked ? [asked.yes, asked.no].concat(asked.more ? [asked.more] : []) : []
            }
        }
        CallButtons { width: parent.width; list: call.page.buttons }
    }
}
