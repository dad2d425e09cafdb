"""The command line in French: argparse's own words, and the kinds of value it checks."""

import argparse
import difflib
import math
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn

MOST_HOURS = 24.0 * 366

_FRENCH: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"il manque : \1"),
    (r"unrecognized arguments: (.+)", r"« \1 » ne veut rien dire ici"),
    (r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)", ""),
    (r"argument (.+?): expected .*argument.*", r"\1 : il manque une valeur"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 : « \2 » n'est pas un nombre entier"),
    (r"argument (.+?): invalid \w+ value: '(.*)'", r"\1 : « \2 » ne convient pas"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 ne prend pas de valeur (« \2 »)"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 ne va pas avec \2"),
    (r"one of the arguments (.+) is required", r"il manque l'un de : \1"),
    (r"ambiguous option: (\S+) could match (.+)", r"« \1 » peut vouloir dire : \2"),
    (r"argument (.+?): (.+)", r"\1 : \2"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks French. Its sub-parsers are of the same kind."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"formatter_class": Formatter, **options, "add_help": False, "allow_abbrev": False}
        )
        self._positionals.title = "arguments"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is; exit code 2."""
        self.print_usage(sys.stderr)
        self.refuse(self.prog, french(message))

    def refuse(self, prog: str, sentence: str) -> NoReturn:
        """Say it without the usage of this parser: what is wrong belongs to `prog`, a verb below it."""
        end = "" if sentence.endswith("?") else "."
        self.exit(2, f"{prog} : {sentence}{end}\n  Que faire : lire « {prog} --help ».\n")


class Formatter(argparse.HelpFormatter):
    """Help whose first word is French."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """See `HelpFormatter`; an empty prefix is how argparse makes a sub-parser's name."""
        super().add_usage(usage, actions, groups, "utilisation : " if prefix is None else prefix)


def french(message: str) -> str:
    """One of argparse's sentences, in French; another comes back as it is."""
    for pattern, words in _FRENCH:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is None:
            continue
        return found.expand(words) if words else _choice(found[1], found[2], found[3])
    return message


def _choice(argument: str, given: str, choices: str) -> str:
    known = re.findall(r"'([^']*)'", choices)
    nearest = difflib.get_close_matches(given, known, n=1)
    hint = f" ; vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
    return f"{argument} : « {given} » n'est pas dans la liste ({', '.join(known)}){hint}"


def number(least: int, most: int) -> Callable[[str], int]:
    """The kind of a whole number from `least` to `most`."""

    def read(text: str) -> int:
        value = int(text) if re.fullmatch(r"[+-]?\d{1,12}", text) else None
        if value is None or not least <= value <= most:
            raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier de {least} à {most}")
        return value

    return read


port = number(1, 65535)
"""The kind of a TCP port."""


def hours(text: str) -> float:
    """The kind of a duration in hours, more than nothing and at most a year."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not 0 < value <= MOST_HOURS:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas une durée en heures, d'un an au plus")
    return value


def filled(text: str) -> str:
    """The kind of a text that is not empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("le texte est vide")
    return text
