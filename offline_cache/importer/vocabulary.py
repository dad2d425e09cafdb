"""The edition's elements that hold no block of their own: who reads them, and which are left out.

`offline_cache/ELEMENTS.md` says of every element what becomes of it; a test keeps both in step.
"""

from offline_cache.importer.xml import DC

_OFFICE = frozenset({"Titre", "Complement", "PivotLocal", "RessourceWeb", "Source"})
_PART = frozenset({"Titre", "TitreAlternatif", "Condition"})
_BRANCH = frozenset({"Titre", "TitreChoix", "Aide", "SiSelectionne", "LienInterne", "Branche"})
_PICTURE = frozenset({"Legende", "Credits", "TexteDeRemplacement", "Description"})

# Children that a parent reads itself. Anywhere else the same element keeps its text.
READ: dict[str, frozenset[str]] = {
    "Chapitre": _PART,
    "SousChapitre": _PART,
    "Cas": frozenset({"Titre", "Condition"}),
    "Situation": frozenset({"Titre", "Condition"}),
    "FragmentConditionne": frozenset({"Condition"}),
    "Item": frozenset({"Condition"}),
    "Liste": frozenset({"Item"}),
    "BlocCas": frozenset({"Cas", "Introduction"}),
    "ListeSituations": frozenset({"Situation", "Introduction"}),
    "Tableau": frozenset({"Titre", "TitreRiche", "Colonne", "Resume", "Rangée", "Rangee"}),
    "Rangée": frozenset({"Cellule"}),
    "Attention": frozenset({"Titre"}),
    "ASavoir": frozenset({"Titre"}),
    "ANoter": frozenset({"Titre"}),
    "Rappel": frozenset({"Titre"}),
    "Exemple": frozenset({"Titre"}),
    "Complement": frozenset({"Titre"}),
    "Avertissement": frozenset({"Titre"}),
    "Conclusion": frozenset({"Titre"}),
    "Definition": frozenset({"Titre"}),
    "Abreviation": frozenset({"Titre"}),
    "ServiceEnLigne": frozenset({"Titre", "Source", "PivotLocal", "LienWeb", "Condition"}),
    "ServiceEnLigneAnnexe": frozenset({"Titre", "LienWeb"}),
    "OuSAdresser": _OFFICE,
    "OuSAdresserSupport": _OFFICE,
    "QuiPeutMAider": _OFFICE,
    "Video": frozenset({"Titre", "LienWeb"}),
    "Infographie": frozenset({"Titre", "LienWeb"}),
    "Reference": frozenset({"Titre", "Complement", "Source", "Condition"}),
    "PourEnSavoirPlus": frozenset({"Titre", "Complement", "Source", "Condition"}),
    "Image": _PICTURE,
    "Illustration": _PICTURE,
    "Condition": frozenset({"estVrai", "estFaux", "estIndefini", "ou", "et"}),
    "Questionnaire": frozenset({"Description", "Question"}),
    "Question": frozenset({"Titre", "Aide", "Choix"}),
    "Choix": frozenset({"Titre", "Aide", "IntituleSiSelectionne", "SiSelectionne"}),
    "Problematiques": frozenset({"Problematique"}),
    "Problematique": _BRANCH,
    "Branche": _BRANCH,
    "SiSelectionne": frozenset({"affecteVrai", "affecteFaux"}),
}

# Read around the blocks, at the root of a file or in what stands there.
ABOUT = frozenset(
    {
        *(f"{DC}title", f"{DC}description", f"{DC}date", f"{DC}publisher", f"{DC}identifier"),
        *("Publication", "ServiceComplementaire", "Audience", "Cible", "FilDAriane", "Niveau", "Theme"),
        *("Introduction", "VoirAussi", "Fiche", "Dossier", "QuestionReponse", "CommentFaireSi"),
        *("RechercheGuidee", "Reference", "PourEnSavoirPlus", "Definition", "Abreviation", "FicheConnexe"),
        *("ServiceEnLigne", "OuSAdresser", "OuSAdresserSupport", "QuiPeutMAider", "Questionnaire"),
        *("Problematiques", "SousTheme", "SousDossier", "FicheLiee", "ServiceEnLigneAlternatif"),
        *("LienWeb", "NumeroCerfa", "AutreNumero", "PivotLocal"),
    }
)

# Left out on purpose; the reasons are in ELEMENTS.md.
OMITTED = frozenset(
    {
        *(f"{DC}{name}" for name in ("creator", "subject", "contributor", "type", "format", "source")),
        *(f"{DC}{name}" for name in ("language", "relation", "coverage", "rights")),
        *("SurTitre", "Canal", "SousThemePere", "SousDossierPere", "DossierPere", "Partenaire"),
        *("Credits", "RechercheGuideePere"),
    }
)
