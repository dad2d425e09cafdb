import QtQuick
import ".."
import "../controls"

// One appointment: what is known of it, its code to copy once it is taken, and what to bring.
ScrollPage {
    id: appointment
    property var page
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title
    small: page.step

    Banner { width: parent.width; note: appointment.page.note }
    Card {
        visible: appointment.page.code !== ""
        width: parent.width
        color: Theme.tint
        Words {
            width: parent.width
            kind: "display"
            text: appointment.page.code
            color: Theme.mainText
            horizontalAlignment: Text.AlignHCenter
            // Sign by sign: a code is no word.
            Accessible.name: appointment.page.spelled
        }
        Words {
            width: parent.width
            text: appointment.page.code_words
            color: Theme.tintInk
            horizontalAlignment: Text.AlignHCenter
        }
    }
    Card {
        visible: appointment.page.facts.length > 0
        width: parent.width
        FactList { width: parent.width; list: appointment.page.facts }
    }
    BulletCard { width: parent.width; title: "À apporter"; list: appointment.page.papers; iconName: "file-text" }
    ChoiceList { width: parent.width; question: appointment.page.consent }
    actions: Actions { width: parent ? parent.width : 0; list: appointment.rest; pairs: (appointment.page.actions ?? []).length > 2 }
}
