"""Composition root of every short-lived child: which verb is which function, loaded only when asked."""

import sys

from kiosk.confine.child import Entry, Verb
from kiosk.confine.child import main as serve


def _clean() -> Verb:
    from kiosk.documents.clean import clean

    return clean


def _render() -> Verb:
    from kiosk.documents.clean import render

    return render


def _compose() -> Verb:
    from kiosk.documents.compose import compose

    return compose


def _fill() -> Verb:
    from kiosk.documents.fill import fill

    return fill


def _sign() -> Verb:
    from kiosk.documents.sign import sign

    return sign


def _stamp() -> Verb:
    from kiosk.documents.stamp import stamp

    return stamp


def _ticket() -> Verb:
    from kiosk.compose.tickets import ticket

    return ticket


def _remake() -> Verb:
    from kiosk.documents.remake import remake

    return remake


def _scanned_page() -> Verb:
    from kiosk.documents.scanned import scanned_page

    return scanned_page


def _photographed_page() -> Verb:
    from kiosk.documents.photographed import photographed_page

    return photographed_page


def _compare_page() -> Verb:
    from kiosk.documents.compare import compare

    return compare


def _bind() -> Verb:
    from kiosk.documents.scanned import bind

    return bind


def _arrange() -> Verb:
    from kiosk.documents.arrange import arrange

    return arrange


def _print() -> Verb:
    from devices.printer.child import print_document

    return print_document


def _printer_status() -> Verb:
    from devices.printer.child import printer_status

    return printer_status


def _printer_watch() -> Verb:
    from devices.printer.child import printer_watch

    return printer_watch


def _printer_cancel() -> Verb:
    from devices.printer.child import printer_cancel

    return printer_cancel


def _printer_purge() -> Verb:
    from devices.printer.child import printer_purge

    return printer_purge


def _scan() -> Verb:
    from devices.scanner.child import scan

    return scan


def _scanner_free() -> Verb:
    from devices.scanner.child import scanner_free

    return scanner_free


def _scanner_status() -> Verb:
    from devices.scanner.child import scanner_status

    return scanner_status


def _scanner_watch() -> Verb:
    from devices.scanner.child import scanner_watch

    return scanner_watch


def _camera_test() -> Verb:
    from kiosk.compose.trials import camera

    return camera


def _document_camera_test() -> Verb:
    from kiosk.compose.sight_trial import document_camera

    return document_camera


def _microphone_test() -> Verb:
    from kiosk.compose.sound_trials import microphone

    return microphone


def _speaker_test() -> Verb:
    from kiosk.compose.sound_trials import speaker

    return speaker


def _sound_watch() -> Verb:
    from devices.sound.child import sound_watch

    return sound_watch


def _voice_test() -> Verb:
    from kiosk.compose.sound_trials import record_and_play

    return record_and_play


def _pad_test() -> Verb:
    from kiosk.compose.trials import pad

    return pad


def _codes_test() -> Verb:
    from kiosk.compose.reader_trials import reader

    return reader


def _discover() -> Verb:
    from kiosk.compose.finders import discover

    return discover


VERBS = {
    "clean": Entry(_clean),
    "render": Entry(_render),
    "compose": Entry(_compose),
    "fill": Entry(_fill),
    "sign": Entry(_sign),
    "stamp": Entry(_stamp),
    "ticket": Entry(_ticket),
    "remake": Entry(_remake),
    "scanned-page": Entry(_scanned_page),
    "photographed-page": Entry(_photographed_page),
    "bind": Entry(_bind),
    "compare-page": Entry(_compare_page),
    "arrange": Entry(_arrange),
    "print": Entry(_print, confined=False),
    "printer-status": Entry(_printer_status, confined=False),
    "printer-watch": Entry(_printer_watch, confined=False),
    "printer-cancel": Entry(_printer_cancel, confined=False),
    "printer-purge": Entry(_printer_purge, confined=False),
    "scan": Entry(_scan, confined=False),
    "scanner-free": Entry(_scanner_free, confined=False),
    "scanner-status": Entry(_scanner_status, confined=False),
    "scanner-watch": Entry(_scanner_watch, confined=False),
    "discover": Entry(_discover, confined=False),
    "camera-test": Entry(_camera_test, confined=False),
    "document-camera-test": Entry(_document_camera_test, confined=False),
    "pad-test": Entry(_pad_test, confined=False),
    "codes-test": Entry(_codes_test, confined=False),
    "microphone-test": Entry(_microphone_test, confined=False),
    "speaker-test": Entry(_speaker_test, confined=False),
    "sound-watch": Entry(_sound_watch, confined=False),
    "voice-test": Entry(_voice_test, confined=False),
}


def main(argv: list[str]) -> int:
    """Run `argv[0]` as a child's verb; the request comes on standard input."""
    if len(argv) != 1:
        sys.stderr.write("usage: child VERB\n")
        return 2
    return serve(argv[0], VERBS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
