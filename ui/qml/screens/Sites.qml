import QtQuick
import ".."
import "../controls"

// The public web sites one may open here, and what each will ask for.
ScrollPage {
    id: sites
    property var page
    heading: page.title
    lead: page.text
    Banner { width: parent.width; note: sites.page.note }
    InfoCards { width: parent.width; list: sites.page.sites }
}
