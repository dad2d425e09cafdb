pragma Singleton
import QtQuick

// Every colour, size and duration of the screens. Lengths are pixels of the 1080 x 1920 canvas,
// derived from millimetres where a person's finger or eye is concerned.
QtObject {
    id: theme

    // Set by Main from the settings and from the Affichage panel.
    property real panelWidthMm: 346
    property real panelBottomMm: 700
    property bool big: false
    property bool contrast: false
    property bool reach: false
    property bool calm: false

    readonly property int canvasWidth: 1080
    readonly property int canvasHeight: 1920
    readonly property real mm: canvasWidth / panelWidthMm

    // ---- colours
    readonly property color paper: contrast ? "#000000" : "#FBF7F0"
    readonly property color card: contrast ? "#000000" : "#FFFFFF"
    readonly property color ink: contrast ? "#FFFFFF" : "#1D2B33"
    readonly property color soft: contrast ? "#FFFFFF" : "#3E4A52"
    readonly property color line: contrast ? "#FFFFFF" : "#E5DCCB"
    readonly property color barBack: contrast ? "#000000" : "#F1E9DB"
    readonly property color main: contrast ? "#FFE45C" : "#0E5A5A"
    readonly property color mainPressed: contrast ? "#FFFFFF" : "#093F3F"
    readonly property color mainInk: contrast ? "#000000" : "#FFFFFF"
    readonly property color mainIcon: contrast ? "#000000" : "#F2D9A0"
    readonly property color mainText: contrast ? "#FFE45C" : "#0E5A5A"
    readonly property color tint: contrast ? "#000000" : "#EAF4F1"
    readonly property color tintInk: contrast ? "#FFFFFF" : "#1D2B33"
    readonly property color amber: contrast ? "#FFE45C" : "#F2B33D"
    readonly property color amberSoft: contrast ? "#000000" : "#FDF0D5"
    readonly property color amberInk: contrast ? "#FFE45C" : "#4A3206"
    readonly property color danger: contrast ? "#FFFFFF" : "#9B231C"
    readonly property color dangerPressed: contrast ? "#FFE45C" : "#701812"
    readonly property color dangerInk: contrast ? "#000000" : "#FFFFFF"
    readonly property color dangerSoft: contrast ? "#000000" : "#F9E4E1"
    readonly property color dangerSoftInk: contrast ? "#FFFFFF" : "#701812"
    readonly property color pressed: contrast ? "#333333" : "#DCEBE7"
    readonly property color off: contrast ? "#000000" : "#EFE9DE"
    readonly property color offInk: contrast ? "#D6D6D6" : "#414B50"
    readonly property color stage: contrast ? "#000000" : "#22303A"
    readonly property color stageInk: "#FFFFFF"
    readonly property color focus: contrast ? "#FFFFFF" : "#1D2B33"
    readonly property color veil: contrast ? "#E6000000" : "#B31D2B33"
    readonly property color night: contrast ? "#000000" : "#121A1F"
    readonly property color nightInk: contrast ? "#FFFFFF" : "#B9C9C9"
    readonly property color sheet: "#FFFFFF"
    readonly property color sheetInk: "#14213D"

    // ---- letters: the smallest text sets the scale, capitals being 0.668 em in this typeface
    readonly property real capitalOfEm: 0.668
    readonly property real smallest: 28
    readonly property real textScale: Math.max(big ? 1.3 : 1, mm * (big ? 7.3 : 4.8) / capitalOfEm / smallest)
    readonly property int small: Math.ceil(smallest * textScale)
    readonly property int body: Math.round(34 * textScale)
    readonly property int label: Math.round(37 * textScale)
    readonly property int heading: Math.round(44 * (1 + (textScale - 1) * 0.7))
    readonly property int title: Math.round(60 * (1 + (textScale - 1) * 0.5))
    readonly property int display: Math.round(92 * (1 + (textScale - 1) * 0.4))
    readonly property string family: regularFont.status === FontLoader.Ready ? regularFont.name : "sans-serif"
    readonly property FontLoader regularFont: FontLoader {
        source: Qt.resolvedUrl("../../kiosk/assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf")
    }
    readonly property FontLoader boldFont: FontLoader {
        source: Qt.resolvedUrl("../../kiosk/assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf")
    }

    // ---- sizes
    readonly property int target: Math.ceil(20 * mm)
    readonly property int button: Math.max(target, Math.round((reach ? 84 : 116) * (1 + (textScale - 1) * 0.4)))
    readonly property int row: Math.max(target, reach ? 80 : 96)
    readonly property int icon: 56
    readonly property int bigIcon: 84
    readonly property int margin: 56
    readonly property int gap: 24
    readonly property int smallGap: 12
    readonly property int pad: 32
    readonly property int radius: 28
    readonly property int smallRadius: 18
    readonly property int border: contrast ? 4 : 3
    readonly property int hairline: contrast ? 3 : 2
    readonly property int focusWidth: 6
    readonly property int focusGap: 5

    // ---- reach mode: everything touched stands between 900 and 1100 mm from the floor
    readonly property real bandBottom: Math.max(0, (900 - panelBottomMm) * mm)
    readonly property real bandHeight: 200 * mm

    // ---- motion
    readonly property int quick: calm ? 0 : 90
    readonly property int gentle: calm ? 0 : 180
}
