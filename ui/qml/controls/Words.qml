import QtQuick
import ".."

// Text of the kiosk: wraps, never elided; its own words are its accessible name.
Text {
    property string kind: "body"
    property bool strong: kind === "title" || kind === "heading" || kind === "label" || kind === "display"
    property bool spoken: true

    readonly property var sizes: ({
            "display": Theme.display, "title": Theme.title, "heading": Theme.heading,
            "label": Theme.label, "body": Theme.body, "small": Theme.small
        })

    color: kind === "small" ? Theme.soft : Theme.ink
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.QtRendering
    font { family: Theme.family; pixelSize: sizes[kind]; bold: strong }

    Accessible.role: kind === "title" || kind === "heading" ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: !spoken || text === ""
}
