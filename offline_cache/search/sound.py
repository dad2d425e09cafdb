"""What a word sounds like in French, so that « cheke energi » meets « chèque énergie ». Pure."""

import re
from functools import lru_cache

# In order; capitals and digits stand for sounds that no one letter writes. Words come folded.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"sch|sh|ch(?=[aeiouy]|$)", "S"),
        (r"h", ""),
        # « assurance » is written « asurance », and « judiciaire » with one s: s and z are one sound here.
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"t(?=i(on|el|al|eu|en[ct]))", "s"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"q(u(?=[aeioy]))?|c", "k"),
        (r"gu(?=[eiy])", "g"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"gn", "N"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"o[iy]", "wa"),
        (r"e?au", "o"),
        (r"o?eu", "E"),
        (r"ou", "U"),
        (r"(?<=[aeu])il(?=[aeo]|$)|(?<=i)l(?=e)|y", "i"),
        (r"[ae]i", "e"),
        (r"([iea]i|i|u)[nm](?=[^aeiouynm]|$)", "1"),
        (r"i?[ae][nm](?=[^aeiouynm]|$)", "2"),
        (r"o[nm](?=[^aeiouynm]|$)", "3"),
        (r"(?<=[aiou])e(?=.)", ""),
        (r"(.)\1+", r"\1"),
    )
)
# Consonants that a French word writes at its end and does not say.
_SILENT = re.compile(r"(?<=.)[tdp]?[sx]$|(?<=.)[tdp]$")
# « casie » may be « casié »: accents are lost, and the ending is written in a dozen ways.
_SPOKEN = re.compile(r"(er|ez|e|ee|es|ees|et|ait|ais|ai)$")


@lru_cache(maxsize=4096)
def sounds(word: str) -> tuple[str, ...]:
    """The ways a folded word may sound: its last « e » mute, and spoken."""
    spoken = _SPOKEN.sub("e", word)
    mute = _heard(_SILENT.sub("", word)).rstrip("e")
    if len(mute) < 2:
        return (_heard(word),)
    if spoken == word and not word.endswith("e"):
        return (mute,)
    return tuple(dict.fromkeys((mute, _heard(spoken))))


def _heard(word: str) -> str:
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word
