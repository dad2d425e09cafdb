import QtQuick
import QtQuick.Templates as T
import ".."

// Base of everything that can be touched: target size, pressed state, focus ring, Enter like Space,
// accessible role and name. `text` is the visible word.
T.AbstractButton {
    id: touch

    property int ringRadius: Theme.radius
    property string help: ""

    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    activeFocusOnTab: true

    Accessible.name: text
    Accessible.description: help
    Accessible.onPressAction: if (enabled) clicked()

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    FocusRing { shown: touch.visualFocus }
}
