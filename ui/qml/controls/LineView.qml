import QtQuick
import ".."

// Text of a procedure, top to bottom (`Line`s of ui/pages.py).
Column {
    id: view
    property var lines: []
    spacing: Theme.smallGap + 4

    Each {
        id: each
        list: view.lines
        Loader {
            id: slot
            required property int index
            property var line: each.at(index)
            readonly property real indent: line.level * 44
            x: indent
            width: view.width - indent
            sourceComponent: ({ "heading": words, "text": words, "bullet": point, "number": point, "note": note,
                    "question": question, "table": table, "link": link, "terms": terms })[line.kind]

            Component {
                id: words
                Words {
                    kind: slot.line.kind === "heading" ? "heading" : "body"
                    text: slot.line.text
                    topPadding: slot.line.kind === "heading" ? Theme.smallGap : 0
                }
            }
            Component {
                id: point
                Item {
                    implicitHeight: said.implicitHeight
                    Words {
                        id: mark
                        text: slot.line.kind === "number" ? slot.line.title : "•"
                        strong: true
                        color: Theme.mainText
                        spoken: false
                    }
                    Words {
                        id: said
                        x: Math.max(40, mark.implicitWidth + 16)
                        width: parent.width - x
                        text: slot.line.text
                    }
                }
            }
            Component { id: note; Banner { note: ({ title: slot.line.title, text: slot.line.text, tone: slot.line.tone, icon: "info" }) } }
            Component { id: question; ChoiceList { question: slot.line.question } }
            Component {
                id: terms
                Flow {
                    spacing: Theme.smallGap
                    Each {
                        id: explained
                        list: slot.line.actions ?? []
                        ActionButton {
                            required property int index
                            entry: explained.at(index)
                            note: ""
                            kind: "quiet"
                            compact: true
                            width: Math.min(implicitWidth, slot.width)
                        }
                    }
                }
            }
            Component {
                id: link
                Tile {
                    readonly property var entry: slot.line.action ?? null
                    visible: !!entry
                    text: entry ? entry.label : ""
                    iconName: entry && entry.icon !== "caret-right" ? entry.icon : ""
                    arrow: true
                    onClicked: kiosk.act(entry.name, entry.argument)
                }
            }
            Component { id: table; TextTable { rows: slot.line.rows ?? [] } }
        }
    }
}
