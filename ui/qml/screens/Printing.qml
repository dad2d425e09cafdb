import QtQuick
import ".."
import "../controls"

// Which page, how long; « Est-ce bien sorti ? ». Never silent.
ScrollPage {
    id: printing
    property var page
    entries: page.actions
    readonly property bool troubled: page.state === "held" || page.state === "failed"
    heading: page.title
    lead: page.what

    Item { width: 1; height: Theme.reach ? 1 : 40 }
    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: !Theme.reach
        name: printing.page.state === "done" ? "check-circle" : printing.troubled ? "warning" : "printer"
        size: 220
        color: printing.troubled ? Theme.amberInk : Theme.mainText
    }
    Words {
        width: parent.width
        kind: "heading"
        horizontalAlignment: Text.AlignHCenter
        text: printing.page.words
    }
    ProgressLine {
        width: parent.width
        visible: ["preparing", "queued", "printing"].includes(printing.page.state) || printing.page.state === "held" && progress >= 0
        progress: printing.page.progress
        stopped: printing.troubled
    }
    Banner {
        width: parent.width
        visible: printing.page.remedy !== ""
        note: ({ title: "", text: printing.page.remedy, tone: "warn", icon: "info" })
    }
    Words {
        width: parent.width
        kind: "small"
        horizontalAlignment: Text.AlignHCenter
        text: printing.page.code === "" ? "" : "Code à donner au téléphone : " + printing.page.code
        visible: text !== ""
    }
    actions: Actions { width: parent ? parent.width : 0; list: printing.rest }
}
