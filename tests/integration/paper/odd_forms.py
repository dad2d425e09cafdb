"""Forms as administrations really make them: lists, groups, limits, scripts, XFA, turned and cropped pages."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

_MULTILINE, _COMB = 1 << 12, 1 << 24
_READ_ONLY, _REQUIRED = 1, 1 << 1
_COMBO, _RADIO, _PUSH, _PASSWORD = 1 << 17, 1 << 15, 1 << 16, 1 << 13


def _page(title: str) -> pikepdf.Pdf:
    output = BytesIO()
    canvas = Canvas(output, pagesize=(595, 842))
    canvas.drawString(60, 790, title)
    canvas.showPage()
    canvas.save()
    return pikepdf.open(BytesIO(output.getvalue()))


def _widget(pdf: pikepdf.Pdf, name: str, kind: Name, rect: list[float], **more: Any) -> Any:
    made = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=kind, T=String(name), Rect=Array(rect), **{"F": 4, **more}
    )
    return pdf.make_indirect(made)


def _finish(pdf: pikepdf.Pdf, widgets: list[Any], fields: list[Any] | None = None, **form: Any) -> bytes:
    pdf.pages[0].obj.Annots = Array(widgets)
    pdf.Root.AcroForm = Dictionary(Fields=Array(widgets if fields is None else fields), **form)
    output = BytesIO()
    pdf.save(output)
    return output.getvalue()


def rich() -> bytes:
    """One field of every kind and every flag."""
    pdf = _page("Demande fictive")
    text = Name.Tx
    script = Dictionary(S=Name.JavaScript, JS=String('event.value = getField("prix").value * 2;'))
    yes = Dictionary(N=Dictionary(Oui=pdf.make_stream(b""), Off=pdf.make_stream(b"")))
    radio = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String("civilite"), Ff=_RADIO, TU=String("Civilité")))
    kids = [
        pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, Parent=radio, F=4, Rect=Array([x, 400, x + 14, 414]),
                AP=Dictionary(N=Dictionary({f"/{value}": pdf.make_stream(b""), "/Off": pdf.make_stream(b"")})),
            )
        )
        for x, value in ((60, "Madame"), (160, "Monsieur"))
    ]  # fmt: skip
    radio.Kids = Array(kids)
    widgets = [
        _widget(pdf, "nom", text, [60, 740, 300, 760], Ff=_REQUIRED, TU=String("Nom de naissance")),
        _widget(pdf, "code", text, [60, 700, 300, 720], MaxLen=5, Ff=_COMB, TU=String("Code postal")),
        _widget(pdf, "dossier", text, [60, 660, 300, 680], Ff=_READ_ONLY, V=String("2026-0001")),
        _widget(pdf, "motif", text, [60, 560, 535, 640], Ff=_MULTILINE, TU=String("Motif de la demande")),
        _widget(pdf, "prix", text, [60, 520, 160, 540], TU=String("Prix")),
        _widget(pdf, "total", text, [200, 520, 300, 540], AA=Dictionary(C=script), TU=String("Total")),
        _widget(pdf, "pays", Name.Ch, [60, 480, 300, 500], Ff=_COMBO, TU=String("Pays"),
                Opt=Array([Array([String("FR"), String("France")]), Array([String("BE"), String("Belgique")])])),
        _widget(pdf, "lien", Name.Ch, [60, 440, 300, 460], TU=String("Lien"), Opt=Array([String("parent"), String("tuteur")])),
        *kids,
        _widget(pdf, "accord", Name.Btn, [60, 370, 74, 384], AP=yes, TU=String("J'accepte")),
        _widget(pdf, "envoyer", Name.Btn, [60, 330, 160, 350], Ff=_PUSH),
        _widget(pdf, "secret", text, [60, 290, 300, 310], Ff=_PASSWORD, TU=String("Mot de passe")),
        _widget(pdf, "cache", text, [60, 250, 300, 270], F=2),
        _widget(pdf, "signature", Name.Sig, [60, 200, 300, 240]),
    ]  # fmt: skip
    fields = [*(w for w in widgets if w.get("/Parent") is None), radio]
    return _finish(pdf, widgets, fields, CO=Array([widgets[5]]))


def xfa(*, only: bool) -> bytes:
    """A form of the XFA kind: with `only`, nothing but « Please wait… » for other readers."""
    pdf = _page("Please wait… Adobe Reader" if only else "Demande fictive")
    widgets = [] if only else [_widget(pdf, "nom", Name.Tx, [60, 740, 300, 760])]
    template = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    form: dict[str, Any] = {"XFA": Array([String("template"), template])}
    if only:
        pdf.Root.NeedsRendering = True
    return _finish(pdf, widgets, **form)


def turned(degrees: int) -> bytes:
    """A page that is turned and cropped, with a field near the top left of what is seen unturned."""
    pdf = _page("Page tournée")
    pdf.pages[0].obj.CropBox = Array([40, 100, 555, 820])
    pdf.pages[0].obj.Rotate = degrees
    return _finish(pdf, [_widget(pdf, "nom", Name.Tx, [60, 740, 300, 760])])
