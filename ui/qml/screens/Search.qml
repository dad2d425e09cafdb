import QtQuick
import ".."
import "../controls"

// Search with one's own words: field, suggestions, results, and the keyboard at the foot. The
// keyboard can be put away to see more results.
FocusScope {
    id: search
    property var page
    readonly property string frame: "tall"
    property bool typing: true
    readonly property string heading: page.title
    readonly property bool searched: page.results.length > 0 || page.words !== "" || !!page.note

    Column {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        spacing: Theme.gap
        Words { width: parent.width; kind: "title"; text: search.page.title; visible: !Theme.big || !search.typing }
        SearchField {
            id: field
            width: parent.width
            focus: true
            hint: search.page.hint
            name: search.page.title
            value: search.page.text
            onTyped: text => kiosk.act("search.type", text)
            onSubmitted: search.submit()
            onActiveFocusChanged: if (activeFocus) search.typing = true
        }
        Words {
            width: parent.width
            visible: Theme.reach && search.typing && text !== ""
            text: search.page.results.length > 0 ? search.page.words + " : touchez « Voir tout »."
                : search.page.note ? search.page.note.title + ". Touchez « Chercher »." : search.page.words
        }
    }
    function submit() {
        kiosk.act("search.submit", "");
        if (page.results.length > 0 || Theme.reach && page.note)
            typing = false;
    }
    ScrollPage {
        id: list
        y: Theme.reach ? parent.height - Theme.bandHeight + 132 : head.height + Theme.smallGap
        width: parent.width
        height: (search.typing ? board.y : parent.height) - y - Theme.smallGap
        visible: !Theme.reach || !search.typing

        Flow {
            width: parent.width
            spacing: Theme.smallGap
            visible: search.page.suggestions.length > 0
            Each {
                id: ideas
                list: search.page.suggestions
                ActionButton {
                    required property int index
                    entry: ideas.at(index)
                    kind: "quiet"
                    implicitHeight: Math.max(Theme.target, 80)
                    width: Math.min(implicitWidth, parent ? parent.width : implicitWidth)
                }
            }
        }
        Words { width: parent.width; kind: "small"; text: search.page.words; visible: text !== "" }
        Banner { width: parent.width; note: search.page.note }
        Each {
            id: results
            list: search.page.results
            Tile {
                required property int index
                property var item: results.at(index)
                width: parent ? parent.width : 0
                text: item.title
                note: [item.crumbs, item.why].filter(part => part !== "").join("\n")
                arrow: true
                onClicked: kiosk.act(item.open.name, item.open.argument)
            }
        }
        TileGroup { width: parent.width; columns: 2; list: search.page.topics }
        Actions { width: parent.width; list: search.page.actions; pairs: true }
        actions: BigButton {
            width: parent ? parent.width : 0
            visible: !search.typing
            kind: "secondary"
            text: "Écrire autre chose"
            iconName: "keyboard"
            onClicked: {
                search.typing = true;
                field.forceActiveFocus();
            }
        }
    }
    AzertyKeyboard {
        id: board
        width: parent.width
        y: parent.height - height
        visible: search.typing
        enterLabel: search.page.results.length > 0 ? "Voir tout" : "Chercher"
        onTyped: letters => field.insert(letters)
        onErased: field.erase()
        onCleared: field.clear()
        onEntered: search.submit()
    }
}
