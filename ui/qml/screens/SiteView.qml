import QtQuick
import QtWebEngine
import ".."

// The web view itself. Nothing opens beside it, nothing is saved, asked for or downloaded.
WebEngineView {
    id: view

    property var site
    property bool troubled: false
    signal refused(string host)

    function printPage() {
        view.printToPdf(website.paper(site.vault));
    }

    // Without a storage name it keeps nothing; nothing is fetched before the guard is in place.
    WebEngineProfilePrototype {
        id: fresh
        httpCacheType: WebEngineProfile.MemoryHttpCache
        persistentCookiesPolicy: WebEngineProfile.NoPersistentCookies
    }
    Component.onCompleted: {
        website.wake();
        profile = fresh.instance();
        website.confine(profile, site.hosts);
        url = site.url;
    }
    zoomFactor: Theme.textScale * 1.5
    backgroundColor: Theme.sheet
    activeFocusOnPress: true
    Accessible.name: site.name

    settings {
        javascriptCanOpenWindows: false
        javascriptCanAccessClipboard: false
        localStorageEnabled: true
        localContentCanAccessRemoteUrls: false
        localContentCanAccessFileUrls: false
        allowWindowActivationFromJavaScript: false
        pluginsEnabled: false
        pdfViewerEnabled: false
        fullScreenSupportEnabled: false
        screenCaptureEnabled: false
        webRTCPublicInterfacesOnly: true
        errorPageEnabled: false
        navigateOnDropEnabled: false
        hyperlinkAuditingEnabled: false
        dnsPrefetchEnabled: false
    }

    onPdfPrintingFinished: (path, success) => {
        if (success)
            kiosk.act("site.printed", website.document(path));
    }
    onLoadingChanged: info => troubled = info.status === WebEngineView.LoadFailedStatus
    // A link meant for another window opens here: there is no other.
    onNewWindowRequested: request => { if (request.userInitiated) view.url = request.requestedUrl }
    onContextMenuRequested: request => request.accepted = true
    onTooltipRequested: request => request.accepted = true
    onFullScreenRequested: request => request.reject()
    onPermissionRequested: permission => permission.deny()
    onCertificateError: error => error.rejectCertificate()
    onFileDialogRequested: request => { request.accepted = true; request.dialogReject() }
    onColorDialogRequested: request => { request.accepted = true; request.dialogReject() }
    onAuthenticationDialogRequested: request => { request.accepted = true; request.dialogReject() }
    onJavaScriptDialogRequested: request => { request.accepted = true; request.dialogAccept() }
    onRegisterProtocolHandlerRequested: request => request.reject()
    onRenderProcessTerminated: reloadAndBypassCache()

    Connections {
        target: website
        function onBlocked(host) { kiosk.act("site.blocked", host) }
    }
}
