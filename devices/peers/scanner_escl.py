"""The XML of the simulated scanner: what it can, how it is, and what it is asked (Mopria eSCL 2.97)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NAMES = (
    'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" '
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
)
_PROFILE = """<scan:SettingProfiles><scan:SettingProfile>
<scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>{resolutions}</scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles>"""
_STEPS = (75, 100, 200, 300)
_RESOLUTIONS = "".join(
    f"<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>"
    f"<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
    for dpi in _STEPS
)


def _caps(name: str, height: int) -> str:
    return (
        f"<scan:{name}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth>"
        f"<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{height}</scan:MaxHeight>"
        f"{_PROFILE.format(resolutions=_RESOLUTIONS)}</scan:{name}>"
    )


CAPABILITIES = (
    f'<?xml version="1.0" encoding="UTF-8"?><scan:ScannerCapabilities {_NAMES}>'
    "<pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>Scanner simulé</pwg:MakeAndModel>"
    f"<scan:Platen>{_caps('PlatenInputCaps', 3508)}</scan:Platen>"
    f"<scan:Adf>{_caps('AdfSimplexInputCaps', 4200)}{_caps('AdfDuplexInputCaps', 4200)}"
    "<scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf></scan:ScannerCapabilities>"
)


def status(*, jobs: Iterable[int], feeder: str) -> str:
    """A `ScannerStatus` with its jobs at work."""
    told = "".join(
        f"<scan:JobInfo><pwg:JobUri>/eSCL/ScanJobs/{number}</pwg:JobUri>"
        f"<pwg:JobState>Processing</pwg:JobState></scan:JobInfo>"
        for number in jobs
    )
    state = "Processing" if told else "Idle"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><scan:ScannerStatus {_NAMES}>'
        f"<pwg:Version>2.63</pwg:Version><pwg:State>{state}</pwg:State>"
        f"<scan:AdfState>{feeder}</scan:AdfState><scan:Jobs>{told}</scan:Jobs></scan:ScannerStatus>"
    )


@dataclass(frozen=True)
class Settings:
    """What a `ScanSettings` asks."""

    source: str
    duplex: bool
    dpi: int
    grey: bool
    area_mm: tuple[float, float]


def read_settings(xml: bytes) -> Settings:
    """Lengths are in 1/300 inch."""
    text = xml.decode(errors="replace")

    def word(name: str, default: str) -> str:
        found = re.search(rf"<(?:\w+:)?{name}>([^<]*)</", text)
        return found[1] if found else default

    return Settings(
        source=word("InputSource", "Platen"),
        duplex=word("Duplex", "false") == "true",
        dpi=int(word("XResolution", "200")),
        grey=word("ColorMode", "Grayscale8") != "RGB24",
        area_mm=(int(word("Width", "2480")) / 300 * 25.4, int(word("Height", "3508")) / 300 * 25.4),
    )
