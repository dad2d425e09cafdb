"""Forms of everyday verbs that no stemmer brings together: « vendu » and « vends » are « vendre ». Pure."""

from offline_cache.search.words import NEGATING, Stemmer

_VERBS = """
aller va vas vais vont allait ira irai
vouloir veux veut voulait veulent voudrait
pouvoir peux peut pouvait peuvent
vendre vends vend vendu vendue vendus vendues vendons vendez vendent vendais vendait vendrai vendrais
rendre rends rend rendu rendue rendus rendent rendez rendait
perdre perds perd perdu perdue perdus perdues perdent perdez perdait
prendre prends prend pris prise prises prennent prenez prenait
apprendre apprends apprend appris apprenne
mettre mets met mis mise mettent mettez
mourir meurt meurs mort morte morts mortes mourra mourrais
partir pars part parti partie partis partent partez
sortir sors sort sorti sortie sortis sortent
recevoir recois recoit recu recue recus recues recevrai
devoir dois doit doivent devez devais devait du
payer paie paye paies payes payez payent paient paiement payement payee
suivre suis suit suivi suivie
vivre vis vit vivent vivons
battre bats bat battu battue battent
conduire conduis conduit conduisent conduite
construire construis construit construite construisent
detruire detruis detruit detruite
ecrire ecris ecrit ecrite
inscrire inscris inscrit inscrite inscrits inscrivent inscription
tenir tiens tient tenu
venir viens vient venu venue viennent venus
revenir reviens revient revenu
obtenir obtiens obtient obtenu
courir cours court
mordre mord mordu mordue mords
repondre reponds repond repondu repondent
attendre attends attend attendu attendent attente
entendre entends entend entendu entendent
defendre defends defend defendu
naitre nait nee nes
ouvrir ouvre ouvert ouverte
offrir offre offert
souffrir souffre souffert
couvrir couvert couverte
voir vois voit vu vue voient
croire crois croit cru
boire bois boit bu boivent
lire lis lit lu
dire dis dit dite
choisir choisis choisit choisi
finir finis finit fini finie finissent
agrandir agrandis agrandit agrandi agrandissement
demenager demenage demenages demenagement
aider aide aides aidez aident
bouger bouge bougent
toucher touche touches touchent
gagner gagne gagnes gain
jeter jette jettes jettent jetez jete
acheter achete achetes achetent achat
appeler appelle appelles appellent appel appels
voler vole volee voles volees vol vols
perimer perime perimee perimes
expirer expire expiree
reparer repare reparent reparation reparations
resilier resilie resiliation
annuler annule annulee annulation
changer change changes changent changement
renouveler renouvelle renouvelles renouvellement
augmenter augmente augmentent augmentation
rembourser rembourse remboursee remboursement
licencier licencie licenciee licenciement
demissionner demissionne demission
divorcer divorce divorces divorcee
marier marie mariee maries mariage
heberger heberge hebergee hebergement
loger loge logee
accoucher accouche accouchement
enterrer enterre enterree enterrement
expulser expulse expulsee expulsion
harceler harcele harcelee harcelement harcelent
insulter insulte insultes insultee
frapper frappe frappee frappes
menacer menace menacee menaces
refuser refuse refusee refus
bloquer bloque bloquee
couper coupe coupee coupure
casser casse cassee
bruler brule brulee
heriter herite heritent
acquitter acquitte
declarer declare declaree declaration
signer signe signee signature
louer loue louee
travailler travaille travailles travaillent
arreter arrete arretee
garder garde gardes gardent
voter vote votes votent
"""
_INFINITIVE = {form: line.split()[0] for line in _VERBS.strip().splitlines() for form in line.split()}


def infinitive(word: str) -> str:
    """The verb of a form in the table above; another word comes back unchanged."""
    return _INFINITIVE.get(word, word)


def form_of(word: str, stemmer: Stemmer) -> str:
    """What a word of a phrase is compared by: its verb if everyday, else its stem, without the plural."""
    verb = _INFINITIVE.get(word)
    if verb or word in NEGATING:
        return verb or word
    stem = stemmer.stem(word)
    return stem.rstrip("sx") if len(stem) > 3 else stem
