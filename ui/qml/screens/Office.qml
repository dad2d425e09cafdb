import QtQuick
import ".."
import "../controls"

// One office or one permanence: open or not, what overrides the hours, where, how to reach it, the week.
ScrollPage {
    id: office
    property var page
    entries: page.actions
    crumbs: page.crumbs
    heading: page.title

    Banner {
        width: parent.width
        note: office.page.now === "" ? null : ({ title: office.page.now, text: "", tone: office.page.tone, icon: office.page.tone === "good" ? "door-open" : "clock" })
    }
    Banner { width: parent.width; note: office.page.remark }
    Card {
        width: parent.width
        visible: office.page.facts.length > 0
        FactList { width: parent.width; list: office.page.facts }
    }
    WeekCard { width: parent.width; title: office.page.week_title; days: office.page.week }
    BulletCard { width: parent.width; title: office.page.services_title; list: office.page.services }
    Words { width: parent.width; kind: "small"; text: office.page.source; visible: text !== "" }

    actions: Actions { width: parent ? parent.width : 0; list: office.rest }
}
