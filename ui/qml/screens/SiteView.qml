import QtQuick
import QtWebEngine
import ".."

// The web view itself. Nothing opens beside it, nothing is saved, asked for or downloaded.
WebEngineView {
    id: view

    property var site
    readonly property int steps: site.steps

    function printPage() {
        view.printToPdf(website.paper(site.vault));
    }

    // Without a storage name it keeps nothing; nothing is fetched before the guard is in place.
    Component {
        id: fresh
        WebEngineProfilePrototype {
            httpCacheType: WebEngineProfile.MemoryHttpCache
            persistentCookiesPolicy: WebEngineProfile.NoPersistentCookies
        }
    }
    // It takes its profile along when it goes, so it lives as long as the visit and not only as this view.
    function confined() {
        const prototype = fresh.createObject(website, {
            additionalTrustedCertificateFiles: website.authorities(site.vault)
        });
        return website.confine(prototype.instance(), site.hosts);
    }
    Component.onCompleted: {
        kiosk.act("site.history", false);
        // Back from the printer's page the visitor is still logged in.
        profile = website.profile() || confined();
        url = site.url;
    }
    onCanGoBackChanged: kiosk.act("site.history", canGoBack)
    onStepsChanged: if (canGoBack) goBack()
    zoomFactor: Theme.textScale * 1.5
    backgroundColor: Theme.sheet
    activeFocusOnPress: true

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
    onLoadingChanged: info => {
        if (info.status === WebEngineView.LoadSucceededStatus)
            kiosk.act("site.loaded", view.url.toString());
        else if (info.status === WebEngineView.LoadFailedStatus && !website.wasRefused(info.url))
            kiosk.act("site.failed", "");
    }
    // The page shown stays when the next one is refused.
    onNavigationRequested: request => {
        if (!website.allows(request.url, request.isMainFrame))
            request.reject();
    }
    // A link meant for another window opens here: there is no other.
    onNewWindowRequested: request => { if (request.userInitiated) view.url = request.requestedUrl }
    onContextMenuRequested: request => request.accepted = true
    onTooltipRequested: request => request.accepted = true
    onFullScreenRequested: request => request.reject()
    onPermissionRequested: permission => permission.deny()
    onDesktopMediaRequested: request => request.cancel()
    onCertificateError: error => error.rejectCertificate()
    onSelectClientCertificate: selection => selection.selectNone()
    onFileDialogRequested: request => { request.accepted = true; request.dialogReject() }
    onFileSystemAccessRequested: request => request.reject()
    onColorDialogRequested: request => { request.accepted = true; request.dialogReject() }
    onAuthenticationDialogRequested: request => { request.accepted = true; request.dialogReject() }
    onJavaScriptDialogRequested: request => { request.accepted = true; request.dialogAccept() }
    onRegisterProtocolHandlerRequested: request => request.reject()
    onWebAuthUxRequested: request => request.cancel()
    onWindowCloseRequested: {}
    onPrintRequested: {}
    onRenderProcessTerminated: reloadAndBypassCache()

    Connections {
        target: website
        function onRefused(host) { kiosk.act("site.blocked", host) }
    }
}
