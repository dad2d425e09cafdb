"""Words as the index knows them: without accents or case, cut to their stem."""

import re
import unicodedata
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What compatibility decomposition leaves whole, and would vanish with the accents.
_WHOLE = (("œ", "oe"), ("æ", "ae"), ("’", "'"), ("–", "-"), ("—", "-"))
_WORD = re.compile(r"[a-z0-9]+")
# What would be lost with accents and grammar: « né » is not « ne ».
_REWRITTEN = (
    (re.compile(r"(?i)\bnée?s?\b"), "naitre"),
    (re.compile(r"(?i)\bo[uù] en (est|sont)\b"), "suivi"),
    (re.compile(r"(?i)\b(?:[ld]['’]|cet |en )été\b"), "estival"),
    (re.compile(r"(?i)\bpermis ([acd])\s*$"), r"permis permis\1"),
)
# Too common to choose a sheet by. « carte », « acte », « demande » stay: they tell papers apart.
STOP = frozenset(
    """a ai ait as au aux avec avez avoir avons c ca car ce cela ces cet cette ceux chez ci comment d dans de
    des donc du elle elles en es est et etaient etait ete etes etre eu eux faire fait faut il ils j je jai l la
    le les leur leurs lui m ma mais me mes mon n ne ni nos notre nous on ont ou par pas pour pourquoi qu quand
    que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont suis sur t ta te tes ton tu un une
    vais vers veux voir vos votre voudrais vous y bonjour svp merci besoin dois doit cherche aimerais""".split()  # noqa: SIM905 - prose reads better than 130 quoted words
)

# What people say around what they ask: part of a known phrase (« plus de travail »), else left out.
FILLER = frozenset(
    """aimerait aimerais alors ans apres aussi aupres avant bcp beaucoup bien bon bonsoir cest chez chui coment comen
    combien comme contre convient deja demander depuis dire encore enfin ensuite etes
    etre fallait faudrait ferai g ici j jai jamais javais je jveu jveux ke kel kelle ki koi koman
    komen komment lorsque maintenant mme moi moins monsieur madame obtenir ok ou oui non parce passe pendant peu
    peut peuvent peux pr pouvez pourrais pourrait pouvoir prendre presque puis puisque qque quelque quelques
    quelqu quoi quon rien savoir sera serai seront soit sommes souhaite suite sur tant tellement toi toujours tou
    tout toute toutes tous tres trop trouver va vas vers vien viens vient viennent voila voulait voulu vraiment
    faites faisons font fais fasse fera feront doivent devrais devrait la lors meme plus moins quelles est-ce
    me mé sert servir concernant rapport sujet propos info infos information informations renseignement
    renseignements explication aide-moi svp stp help aller ca sans pas plus jamais
    hier demain aujourd hui matin soir semaine semaines weekend longtemps parfois souvent bientot tard tot
    actuellement recemment voila environ plusieurs chaque certains certaines autre autres divers juste seulement
    pourtant cependant sinon ainsi afin selon surtout vraiment carrement completement beaucoup enormement
    grosse grand grande petit petite bel beau belle bonne mauvais mauvaise nouveau nouvel dernier derniere
    arrive arrives arriver reussir essaye essayer essaie parle parler pense penser crois sais sait sache comprends
    comprendre compris explique expliquer dit disent parait semble possible impossible necessaire oblige obligee
    envie besoins vis passer passe mis truc trucs machin facon maniere cas cote pres loin apparemment normalement
    salut coucou hello merci rebonjour dsl pardon excusez connaitre trouve existe
    faudra aurais auriez aurait serait seriez devrai devra pourra pourrai aimerai voudrait veulent voulons
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi jeudi vendredi
    samedi veut voulait voulais veulent week end soirs coin partout km prochain prochaine prochains
    jsuis chuis jvoudrai jvoudrais jveu jpeux jpeu jarrive ya yaura kan pk pkoi pcq paske parske mnt tjr tjrs
    ds ac ke cmt koman kommen komman kom kel keske kesk kes fo fodrai faudrai c'est sest cé cest sa
    putain pute salope merde connard connasse conne batard encule encules nique niquer gueule caca pipi bite couilles
    fdp pd mdr lol ptdr wesh test blabla
    the my how to get need want where can you your what is are do does i'm im a an of for in with about""".split()  # noqa: SIM905 - as above
)

# So common that even a known phrase may leave them out: « perdu mon permis » is « perdu le permis ».
_GRAMMAR = frozenset(
    """a ai ait as au aux avec c ca ce cela ces cet cette ceux ci d dans de des donc du elle elles en es est
    et ete etes etre eu eux il ils j je l la le les leur leurs lui m ma me mes mon n ne ni nos notre nous on ont
    ou par pour qu que quel quelle quelles quels qui s sa se ses si son sont suis sur t ta te tes ton tu un une
    votre vos vous y""".split()  # noqa: SIM905 - as above
)
# Whose matter it is, or a word in every second question: of use only beside what is asked.
SOFT = frozenset(
    """mari femme epoux epouse conjoint conjointe compagnon compagne copain copine ami amie pere mere papa maman
    parent parents fils fille frere soeur grand-mere grand-pere mamie papi papy bebe enfant enfants gens personne
    personnes homme proche proches quelqu monde famille chose papier papiers dossier document documents demande
    demander demarche demarches droit droits probleme problemes question aide aider nouveau nouvelle mon mes an ans
    jour jours mois annee temps toucher touche refaire mettre avoir recu recevoir conduire nationale donne deux trois quatre cinq partir ex vieux vieille changer cherche chercher utiliser voir lettre modele formulaire imprime france francais maison mairie ville rue""".split()  # noqa: SIM905 - as above
)
# What denies the word it stands beside.
NEGATING = frozenset(("pas", "plus", "sans", "jamais", "aucun", "aucune", "non"))


class Stemmer(Protocol):
    """Cuts a folded word to its stem."""

    def stem(self, word: str) -> str:
        """The stem; numbers and short words come back unchanged."""


# Snowball gives each of these the stem of another matter: taxi of « taxe », testament of « test ».
_WHOLE_WORDS = """taxi taxis loyer loyers testament testaments foyer foyers departement departements visa visas
    organe organes organisme organismes station stations pere peres mere meres base bases traitant traitante
    egalement notamment""".split()  # noqa: SIM905 - as above


class FrenchStemmer:
    """Snowball French on folded words, each word stemmed once."""

    def __init__(self) -> None:
        self._cut: Callable[[str], str] | None = None
        self._known: dict[str, str] = {word: word.removesuffix("s") for word in _WHOLE_WORDS}
        self._known["devis"] = "devis"

    def prepare(self) -> None:
        """Load the stemmer now, not at the first word that is new."""
        self._snowball()

    def learn(self, stems: "Mapping[str, str]") -> None:
        """Take stems cut before, by their words."""
        self._known.update(stems)

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        known = self._known.get(word)
        if known is None:
            plain = len(word) < 4 or not word.isalpha()
            known = word if plain else self._snowball()(word)
            self._known[word] = known
        return known

    def _snowball(self) -> "Callable[[str], str]":
        if self._cut is None:
            import snowballstemmer  # noqa: PLC0415 - thirty languages, which would delay a screen that never searches

            self._cut = snowballstemmer.stemmer("french").stemWord
        return self._cut


def fold(text: str) -> str:
    """Lower case in ASCII: accents gone, ligatures apart, line breaks kept."""
    lowered = text.lower()
    # Four times faster than `str.translate`, on which a search spent most of its time.
    for written, plain in _WHOLE:
        lowered = lowered.replace(written, plain)
    return unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode("ascii")


def _rewritten(text: str) -> str:
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    return text


def tokens(text: str) -> list[str]:
    """The folded words of a question, all of them, in order."""
    return _WORD.findall(fold(_rewritten(text)))


def is_grammar(word: str) -> bool:
    """Whether even a known phrase may leave out a folded word."""
    return word in _GRAMMAR


def said(text: str) -> list[str]:
    """The folded words of a question or an everyday phrase, without grammar: « sans », « voir » stay."""
    return [word for word in tokens(text) if word not in _GRAMMAR]


def words(text: str) -> list[str]:
    """The folded words of a text that may choose a sheet, in order."""
    return [word for word in _WORD.findall(fold(text)) if word not in STOP]
