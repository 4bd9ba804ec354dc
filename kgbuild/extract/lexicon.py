"""Words that extraction goes by: who hands over to a speaker, what names a document or a body.

Lists of this kind are never complete; what they miss is missed, and a person can still mark it.
Each language has the verbs after or before which a speaker stands, in the forms that news use.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cue words of a language: `verbs`, what stands for “according to”, and pronouns."""

    verbs: str
    according: str
    pronouns: str
    spaced: bool = True


CUES: Final[dict[str, Cues]] = {
    "en": Cues(
        verbs="""say says said tell tells told add adds added note notes noted claim claims
        claimed argue argues argued write writes wrote explain explains explained suggest suggests
        suggested reply replies replied report reports reported warn warns warned state states
        stated announce announces announced acknowledge acknowledges acknowledged admit admits
        admitted concede concedes conceded insist insists insisted stress stresses stressed deny
        denies denied believe believes believed hope hopes hoped fear fears feared ask asks asked
        observe observes observed comment comments commented remark remarks remarked declare
        declares declared assert asserts asserted maintain maintains maintained contend contends
        contended conclude concludes concluded find finds found confirm confirms confirmed estimate
        estimates estimated predict predicts predicted tweet tweets tweeted post posts posted
        venture ventures ventured testify testifies testified rule rules ruled hold holds held
        recall recalls recalled emphasise emphasises emphasised emphasize emphasizes emphasized
        reiterate reiterates reiterated allege alleges alleged recommend recommends recommended
        read reads respond responds responded caution cautions cautioned opine opines opined
        submit submits submitted point points pointed aver avers averred
        highlight highlights highlighted worry worries
        worried complain complains complained agree agrees agreed quip quips quipped shout shouts
        shouted urge urges urged joke jokes joked object objects objected accept accepts accepted
        promised pledged vowed ordered advise advises advised implored begged answered continued
        countered retorted lament laments lamented boast boasts boasted protested reasoned clarify
        clarifies clarified disclosed revealed mused remind reminds reminded inform informs informed
        assure assures assured doubt doubts doubted hint hints hinted""",
        according="according to|as per|in the words of|in the view of|in the opinion of",
        pronouns="he she they it",
    ),
    "fr": Cues(
        verbs="""dit disait déclare déclaré affirme affirmé explique expliqué ajoute ajouté estime
        estimé assure assuré indique indiqué précise précisé souligne souligné rappelle rappelé
        répond répondu raconte raconté écrit annonce annoncé confie confié regrette regretté
        reconnaît reconnu insiste insisté prévient prévenu juge jugé résume résumé conclut conclu
        poursuit poursuivi lance lancé martèle martelé soutient soutenu disent déclarent affirment
        expliquent estiment assurent indiquent précisent soulignent rappellent écrivent annoncent
        regrettent reconnaissent promet promis promettent craignent redoute redoutent dénoncent
        racontent répondent jugent insistent soutiennent""",
        according="selon|d['’]après",
        pronouns="il elle ils elles on",
    ),
    "de": Cues(
        verbs="""sagt sagte sagten erklärt erklärte erklärten betont betonte meint meinte schreibt
        schrieb warnt warnte fügt fügte berichtet berichtete behauptet behauptete kritisiert
        kritisierte fordert forderte teilt teilte antwortet antwortete sagen meinen betonen erklären
        warnten behaupten schrieben berichten""",
        according="laut|nach Angaben von|nach Ansicht von|zufolge",
        pronouns="er sie es",
    ),
    "es": Cues(
        verbs="""dijo dice dijeron afirmó afirma explicó explica añadió añade señaló señala aseguró
        asegura declaró declara indicó indica sostuvo sostiene advirtió advierte escribió escribe
        contó cuenta respondió responde comentó comenta insistió insiste""",
        according="según|de acuerdo con",
        pronouns="él ella ellos ellas",
    ),
    "zh": Cues(
        verbs="""表示 指出 认为 認為 强调 強調 透露 写道 寫道 回应 回應 宣布
        介绍 解释 解釋 称 稱 说 說 道""",
        according="根据|根據|据|據",
        pronouns="他 她 他们 她们 它",
        spaced=False,
    ),
}
# What tells the languages apart: words that hardly any sentence of theirs is without.
_COMMON: Final[dict[str, frozenset[str]]] = {
    "en": frozenset("the and of to in that is was for with said".split()),
    "fr": frozenset("le la les des et est une dans que du pour qui".split()),
    "de": frozenset("der die das und ist nicht ein eine mit den von zu".split()),
    "es": frozenset("el la los las que y en de una por con se".split()),
}
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_KANA: Final = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 5_000
_FEW: Final = 0.05
_MUCH: Final = 0.2


def language_of(text: str) -> str:
    """The language of a text among those of `CUES`; empty when it seems to be none of them.

    >>> language_of("The council said that the bridge is safe.")
    'en'
    """
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    if han and han > _MUCH * sum(map(str.isalpha, sample)) and not _KANA.search(sample):
        return "zh"
    words = Counter(_WORD.findall(sample.lower()))
    counts = {lang: sum(words[w] for w in common) for lang, common in _COMMON.items()}
    best = max(counts, key=lambda lang: (counts[lang], lang))
    return best if counts[best] > _FEW * words.total() else ""


# Adverbs and auxiliaries between a speaker and a verb: they belong to the cue.
BEFORE_VERB: Final = frozenset(
    """has have had did does do therefore thus accordingly nevertheless nonetheless
    herself himself itself themselves also simply then later further repeatedly recently once just
    even still again
    now always often already only both all would will who which""".split()
)
# With these before it, a verb is no speaking of the subject's.
NOT_SPEAKING: Final = frozenset(
    """to be is are was were been being having not never nobody by of the a an his her its their
    this that these those in on for as no any some such than can may might must should
    could""".split()
)
# A phrase with one of these is a clause, and one that begins with one of those no subject.
FINITE: Final = frozenset(
    "is are was were be may might must will would can could should do does did".split()
)
NO_SUBJECT: Final = frozenset("there what how to including which who that than not no".split())
# What may begin a sentence before its subject.
ADVERBIALS: Final = frozenset(
    """in on at after before during when while since as if although though despite however but and
    yet so meanwhile moreover furthermore still also then later earlier for from with without under
    by over last this yesterday today instead nevertheless nonetheless indeed even similarly
    elsewhere separately asked questioned pressed
    outside inside across near beyond amid shown reached contacted confronted challenged
    approached cross-examined speaking writing according because once until
    unlike like finally first second third next afterwards thus hence therefore additionally or nor
    dans lundi mardi mercredi jeudi vendredi samedi dimanche mais et""".split()
)
RELATIVE: Final = re.compile(
    r",?\s+(?:who|which|whose|whom|where|because|although|though|while|whereas|unless|if|since)\b|"
    r"\s+that\b(?=\s+(?:could|can|may|might|will|would|is|are|was|were|has|have|had|must)\b)"
)

DOCUMENT_KINDS: Final[dict[str, str]] = {
    word: kind
    for kind, words in {
        "cable": "cable|cables|telegram|telegrams",
        "report": "report|reports|study|studies|survey|surveys|paper|papers|audit|assessment|"
        "review|white paper|briefing|memo|memos|memorandum|dossier|inquiry",
        "news-item": "article|articles|story|stories|dispatch|news report",
        "opinion": "editorial|editorials|op-ed|opinion piece|column|commentary",
        "essay": "essay|essays",
        "blog-post": "blog|blogs|blog post|blog entry",
        "micropost": "tweet|tweets|microblog|post|posts",
        "statement": "bulletin|circular|resolution|petition|lawsuit|indictment|manifesto|"
        "statement|statements|press release|communiqué|communique|speech|testimony|"
        "affidavit|declaration|notice|filing",
        "letter": "letter|letters|reply|email|e-mail|emails",
        "book": "book|books|memoir|memoirs",
        "court-decision": "ruling|rulings|judgment|judgement|judgments|verdict|order",
        "other": "interview|interviews|transcript|documents|document|files|poll",
    }.items()
    for word in words.split("|")
}
# Documents through which other voices are heard: who speaks after one is mentioned speaks in it.
CONTAINERS: Final = frozenset({"cable"})

BODY_TYPES: Final[tuple[tuple[str, str], ...]] = (
    (
        "ministry",
        "ministry department foreign-office ministère ministerium treasury agency authority bureau "
        "directorate secretariat commission pentagon agence",
    ),
    ("court", "court tribunal bench judiciary cour gericht"),
    ("police", "police constabulary gendarmerie sheriff polizei"),
    ("armed-force", "army navy force forces corps military guard patrols"),
    ("diplomatic-mission", "consulate embassy mission"),
    ("university", "university college school polytechnic université universität"),
    ("think-tank", "institute academy foundation center centre think-tank institut"),
    ("party", "party congress-party parti"),
    (
        "medium",
        "times herald daily news guardian tribune journal gazette magazine press weekly reuters "
        "bbc afp time shibao telegraph observer echo sentinel courier "
        "argus examiner express mirror cnn monde xinhua "
        "newspaper television radio post chronicle bugle zeitung",
    ),
    ("platform", "weibo twitter facebook youtube reddit tiktok instagram wikileaks wechat"),
    (
        "company",
        "inc inc. corp corp. ltd ltd. plc company bank group air airlines airways railways gmbh ag "
        "holdings industries",
    ),
    ("local-government", "council municipality corporation prefecture county mairie"),
    (
        "government",
        "government administration cabinet parliament senate congress assembly sabha knesset "
        "bundestag bundesrat duma riksdag kremlin landesregierung bundesregierung",
    ),
    ("international-organization", "un who nato imf unhcr unicef unesco eu oecd opec asean"),
    (
        "ngo",
        "association union watch amnesty trust society federation league campaign coalition "
        "charity organisation organization syndicat",
    ),
    ("other", "office committee board service hospital clinic museum library"),
)
BODIES: Final = {word: kind for kind, words in BODY_TYPES for word in words.split()}
# Bodies whose name does not tell by any one word what they are.
NAMED_BODIES: Final = {
    "house of commons": "government",
    "house of lords": "government",
    "house of representatives": "government",
    "house of assembly": "government",
    "white house": "government",
    "downing street": "government",
    "home office": "ministry",
    "foreign office": "ministry",
    "cabinet office": "ministry",
    "scotland yard": "police",
}
# With one of these in its name, an authority, a bank or an organisation is of several states.
INTERNATIONAL: Final = frozenset(
    "international world global european nordic baltic african asian arab inter-american".split()
)
OF_STATES: Final = frozenset(
    "agency authority bureau commission secretariat bank organisation organization".split()
)
TITLES: Final = frozenset(
    """mr mrs ms mme miss dr prof professor sir lord lady dame president minister mayor senator
    judge
    justice general colonel captain sergeant inspector superintendent governor ambassador secretary
    chancellor king queen prince princess bishop archbishop pope rabbi imam sheikh councillor
    councilor alderman chairman chairwoman chief director spokesman spokeswoman spokesperson
    commissioner deputy premier congressman congresswoman representative advocate smt shri sri
    analyst economist engineer farmer lawyer barrister solicitor resident maire ministre président
    présidente maîtresse docteur professeur herr frau señor señora sen rep gov gen rev reverend
    attorney ceo cfo uncle aunt brother sister father detective constable sheriff officer coach
    speaker comptroller collector magistrate registrar attache attaché charge chargé emboff emboffs
    poloff poloffs
    econoff econoffs polcouns econcouns polchief datt rso dcm historien historienne mp mla
    msp leader head historian novelist poet writer author scientist biologist
    activist campaigner researcher journalist editor teacher nurse pilot manager founder treasurer
    commander admiral rear commodore brigadier major lieutenant corporal marshal lt col capt sgt det
    insp maj adm pastor recorder planner elder emir chieftain baron baroness viscount earl duke
    duchess pandit swami maulana cm pm alhaji engr barr adjutant cs ps comrade""".split()
)
# Other nouns for one person.
PEOPLE: Final = frozenset(
    """surveyor driver neighbour neighbor colleague official diplomat priest cleric witness source
    contact successor predecessor aide assistant guard shopkeeper student soldier worker banker
    trader executive expert scientist adviser advisor clerk gendarme policeman policewoman doctor
    vet cleaner fisherman tenant buyer seller owner candidate interpreter defendant claimant
    rival opponent counterpart partner friend""".split()
)
# An office that a title is of: “Superintendent of Police Neha Kaul”.
OFFICES: Final = frozenset(
    "state opposition house police staff delegation mission government parliament".split()
)
# Other words for a company that is named beside them.
COMPANIES: Final = frozenset(
    "company firm carrier airline retailer manufacturer maker operator builder bank group".split()
)
# Titles that are surnames behind a name.
SURNAMES_TOO: Final = frozenset(
    "pope king bishop farmer prince judge constable dean elder baron "
    "major marshal pastor duke earl planner commander".split()
)
# German titles are long words that end like these: Umweltministerin, Bürgermeister.
TITLES_END: Final = (
    "minister",
    "ministerin",
    "meister",
    "meisterin",
    "präsident",
    "präsidentin",
    "sprecher",
    "sprecherin",
    "kanzler",
    "kanzlerin",
    "sekretär",
    "sekretärin",
    "direktor",
    "direktorin",
    "ologist",
)
# Letters behind a name that are no part of it.
HONOURS: Final = frozenset("KC QC SC IAS IPS IFS MP MPs MLA MEP MSP PhD MD OBE MBE CBE".split())
# Words that stand in capitals and name nobody.
NO_NAMES: Final = frozenset(
    """the a an this that these those it its he she they we you i his her their our my your what who
    how why when where which there here one two three some many most others another both all each
    every no not yes however but and or so if as in on at by to from for of with monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august
    september october november december der die ein eine einer""".split()
)
PLURALS: Final = frozenset(
    """people police media many others some several both most few staff men women children
    all protesters residents officials""".split()
)
HEDGES: Final[tuple[tuple[str, str], ...]] = (
    ("PR-", r"unlikely|improbable|hardly|doubtful"),
    (
        "PR+",
        r"likely|probably|seem(?:s|ed)?|appear(?:s|ed)?|presumably|apparently|almost certainly",
    ),
    ("PS+", r"may|might|could|possibl[ey]|perhaps|maybe|potentially"),
    ("PR+", r"sans doute|probablement|semble(?:nt)?|wahrscheinlich|vermutlich|probablemente"),
    ("PS+", r"peut-être|pourrait|pourraient|vielleicht|könnte|könnten|quizás|podría|podrían"),
    ("PR+", "似乎|看来|大概"),
    ("PS+", "可能|也许|或许"),
)
# The cue itself says how the speaker stands to the content.
CUE_HEDGES: Final[tuple[tuple[str, str], ...]] = (
    ("CT-", r"den(?:y|ies|ied)"),
    ("PR-", r"doubt(?:s|ed)?"),
    (
        "Uu",
        r"ask(?:s|ed)?|urge[sd]?|recommend(?:s|ed)?|hope[sd]?|wonder(?:s|ed)?|order(?:s|ed)?|"
        r"advise[sd]?|implore[sd]?|beg(?:s|ged)?",
    ),
    ("PS+", r"fear(?:s|ed)?|worr(?:y|ies|ied)|venture[sd]?"),
    ("PR+", r"suggest(?:s|ed)?|believe[sd]?|estimate[sd]?|predict(?:s|ed)?"),
)
OPEN: Final = re.compile(
    r"^\W*whether\b|\b(?:unclear|unknown|should|must|ought to|let['’]s|please)\b|"
    r"[?？]\s*[\"”’»」』]*\s*$",
    re.IGNORECASE,
)
