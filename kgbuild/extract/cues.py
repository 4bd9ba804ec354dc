"""English words that hand over to somebody's words, thoughts or wishes, and what they govern.

Lemmas. A frame names the prepositions whose object is the content; the empty one stands for a
direct object.
"""

from __future__ import annotations

Frame = frozenset[str]


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


SAYING = _list("""
    accuse acknowledge add admit admonish advise affirm agree allege allude announce answer
    appeal argue ask assert assure attest aver avow banter beg begin bellow blog blurt boast
    brag broadcast caution certify challenge chant charge cheer chime chortle chuckle cite
    claim clarify comment complain concede conclude concur confess confide confirm contend
    continue convince coo counter croak cry deadpan declare decree demand deny describe detail
    direct disclose dismiss drawl echo elaborate emphasise emphasize encourage enquire enthuse
    exclaim exhort explain expound express fret fume gasp giggle groan grouse growl grumble
    grunt gush hint hiss holler howl implore imply indicate inform inquire insinuate insist
    instruct interject intone jest joke lament lecture lie maintain mandate mention moan mock
    mumble murmur muse mutter nod note object observe opine order persuade petition phone
    plead pledge point posit post preach predict press proclaim prod proffer promise pronounce
    propose protest purport question quip quiz quote rant read reaffirm reason reassure rebut
    recall recite recommend recount reiterate rejoin relate remark remarked remember remind
    repeat reply report request respond restate retort retweet reveal roar rule ruminate rumor
    say scoff scold scream scribble shout shriek shrug sigh signal sing snap snarl sneer snort
    specify speculate stammer state stipulate stress stutter submit suggest summarise
    summarize surmise swear tease tell testify text theorise theorize thunder tout tweet
    underline underscore urge vent venture voice volunteer vow wail warn whine whisper wonder
    write yell yelp
""")
THINKING = _list("""
    accept agree aim anticipate appreciate ascertain assume believe bet calculate conceive
    consider contemplate crave decide decline deem demonstrate desire determine discover
    document doubt dread dream envisage envision estimate expect fancy fear feel figure find
    forecast foresee foretell gather guess hear hold hope illustrate imagine infer intend
    intuit judge know learn like mean notice opt perceive plan ponder prefer presume pretend
    project prove realise realize reckon recognise recognize reflect refuse regard regret
    resolve rue see seek seem sense show suppose suspect think threaten trust understand view
    want wish worry yearn
""")
# "Somebody calls it a mistake": what it is called belongs to the content.
NAMING = _list("""
    brand call cast characterize consider declare deem describe dub label name portray rate
    term
""")
# "Somebody criticises the plan": what an attitude is about.
_TOWARDS = _list("""
    abhor acclaim acknowledge admire admit admonish advocate announce anticipate applaud
    approve assail attack back bash belittle bemoan berate beseech bewail blast castigate
    celebrate challenge champion chide cite claim clarify commend compliment condemn confirm
    congratulate contest contradict covet credit criticise critique debate debunk decry defend
    demand denounce deny deplore deride describe detail detest disavow discount discourage
    discuss dislike dismiss disparage dispute doubt downplay echo embrace emphasise emphasize
    encourage endorse envision espouse estimate eulogize exaggerate examine exhort expect
    explain expose express extol fault favor favour fear foresee glorify hail hammer hate
    highlight hype idolize ignore implore indicate invoke know lambaste lament lampoon laud
    like loathe love malign mention mock mourn mull narrate note oppose outline overstate pan
    pitch plan pledge ponder portray predict prefer profess promise promote propose propound
    protest publicize question quote reaffirm rebuff rebuke recall recommend reconsider
    recount reference refute reiterate reject release relish renounce repent report reprimand
    repudiate request resent resist retract reveal revere ridicule rip salute satirize savage
    scold scorn show shun signal skewer slam spurn stress suggest support taunt tease thank
    tout trash trumpet underestimate underscore understand upbraid urge vilify vow want weigh
    welcome
""")

OBJECT: Frame = frozenset({""})
ATTITUDES: dict[str, Frame] = {
    **dict.fromkeys(sorted(_TOWARDS), OBJECT),
    "accuse": frozenset({"of"}),
    "advise": frozenset({"against", "on"}),
    "allude": frozenset({"to"}),
    "marvel": frozenset({"at"}),
    "vouch": frozenset({"for"}),
    "rave": frozenset({"about"}),
    "inveigh": frozenset({"against"}),
    "gripe": frozenset({"about"}),
    "yearn": frozenset({"for"}),
    "long": frozenset({"for"}),
    "muse": frozenset({"about"}),
    "speculate": frozenset({"about"}),
    "bristle": frozenset({"at"}),
    "balk": frozenset({"at"}),
    "scoff": frozenset({"at"}),
    "testify": frozenset({"about"}),
    "advocate": frozenset({"for"}),
    "campaign": frozenset({"for"}),
    "lobby": frozenset({"for"}),
    "protest": frozenset({"against"}),
    "concur": frozenset({"with"}),
    "side": frozenset({"with"}),
    "sympathize": frozenset({"with"}),
    "consent": frozenset({"to"}),
    "agree": frozenset({"on", "to", "with"}),
    "apologize": frozenset({"for"}),
    "argue": frozenset({"about", "against", "for"}),
    "ask": frozenset({"about", "for"}),
    "believe": frozenset({"", "in"}),
    "blame": frozenset({"", "for"}),
    "boast": frozenset({"about", "of"}),
    "brag": frozenset({"about"}),
    "call": frozenset({"for", "on"}),
    "care": frozenset({"about"}),
    "caution": frozenset({"against"}),
    "comment": frozenset({"on"}),
    "complain": frozenset({"about", "of"}),
    "criticize": frozenset({"", "for"}),
    "decide": frozenset({"against", "on"}),
    "disagree": frozenset({"with"}),
    "dream": frozenset({"of"}),
    "elaborate": frozenset({"on"}),
    "fret": frozenset({"about", "over"}),
    "hear": frozenset({"", "about", "of"}),
    "hope": frozenset({"for"}),
    "insist": frozenset({"on"}),
    "joke": frozenset({"about"}),
    "learn": frozenset({"about", "of"}),
    "object": frozenset({"to"}),
    "plead": frozenset({"for"}),
    "point": frozenset({"to"}),
    "praise": frozenset({"", "for"}),
    "press": frozenset({"for"}),
    "push": frozenset({"for"}),
    "react": frozenset({"to"}),
    "respond": frozenset({"to", "with"}),
    "speak": frozenset({"about", "against", "of"}),
    "tell": frozenset({"about", "of"}),
    "think": frozenset({"about", "of"}),
    "vote": frozenset({"against", "for"}),
    "warn": frozenset({"", "about", "against", "of"}),
    "wish": frozenset({"for"}),
    "worry": frozenset({"about"}),
    "write": frozenset({"about", "of"}),
}

_OF_THOUGHTS = _list("""
    accusation admission allegation announcement argument assertion assessment assumption
    assurance belief charge claim complaint concern conclusion confidence contention
    conviction declaration denial doubt evidence expectation explanation fear feeling finding
    guess hint hope hypothesis idea impression indication insistence message notion
    observation opinion perception prediction proof question realization reminder report rumor
    sense sentiment sign speculation statement suggestion suspicion testimony theory thought
    understanding view warning word worry
""")
_OF_WISHES = _list("""
    agreement appeal call commitment decision demand desire intention offer order plan pledge
    promise proposal recommendation refusal request threat vow willingness wish
""")
_OF_JUDGEMENTS = _list("""
    attack contempt criticism description disdain endorsement opposition praise support
""")
# Nouns of saying and thinking: what may follow them before the content.
NOUNS: dict[str, Frame] = {
    **dict.fromkeys(sorted(_OF_THOUGHTS), frozenset({"about", "of", "on", "over", "that"})),
    **dict.fromkeys(sorted(_OF_WISHES), frozenset({"for", "that", "to"})),
    **dict.fromkeys(sorted(_OF_JUDGEMENTS), frozenset({"for", "of", "on", "to"})),
}
# "make a promise", "give an order": verbs that only carry such a noun.
LIGHT = _list("""
    express give have hold issue make offer raise release send share state voice
""")

_FEELINGS = _list("""
    adamant afraid angry anxious aware certain committed concerned confident convinced
    critical determined disappointed eager glad grateful happy hopeful opposed optimistic
    pessimistic proud reluctant sad skeptical sorry supportive sure surprised unaware
    uncertain unsure unwilling upset wary willing worried
""")
ADJECTIVES: dict[str, Frame] = dict.fromkeys(
    sorted(_FEELINGS), frozenset({"about", "by", "for", "of", "to", "with"})
)
