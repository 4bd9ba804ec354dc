"""English words that hand over to somebody's words, thoughts or wishes, and what they govern.

Lemmas. A frame names the prepositions whose object is the content; the empty one stands for a
direct object.
"""

from __future__ import annotations

Frame = frozenset[str]


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


SAYING = _list("""
    accuse acknowledge add admit advise affirm agree allege announce answer appeal argue ask
    assert assure attest aver avow beg begin blog boast brag caution chant charge cite claim
    comment complain concede conclude concur confess confide confirm contend continue counter
    cry declare decree demand deny describe detail disclose dismiss echo elaborate emphasise
    emphasize enquire exclaim explain express grumble hint imply indicate inform inquire
    insinuate insist instruct interject intone joke lament lie maintain mention mock mumble
    murmur muse mutter note object observe opine order phone pledge point posit post preach
    predict proclaim proffer promise pronounce propose protest purport question quip quote
    read reaffirm reason reassure rebut recall recite recommend recount reiterate rejoin
    relate remark remarked remember remind repeat reply report request respond restate retort
    retweet reveal roar rule rumor say scoff scream scribble shout shrug sigh signal sing snap
    sneer specify speculate state stipulate stress submit suggest summarise summarize surmise
    swear tell testify text theorise theorize thunder tout tweet underline underscore urge
    venture voice volunteer vow warn whisper wonder write yell
""")
THINKING = _list("""
    accept agree aim anticipate appreciate assume believe bet calculate consider decide
    decline deem demonstrate desire determine discover document doubt dream estimate expect
    fear feel figure find forecast foresee gather guess hear hold hope illustrate imagine
    intend judge know learn like mean notice perceive plan prefer presume pretend project
    prove realise realize recognise recognize reflect refuse regard regret resolve see seek
    seem sense show suppose suspect think threaten trust understand view want wish worry
""")
# "Somebody calls it a mistake": what it is called belongs to the content.
NAMING = _list("""
    brand call cast characterize consider declare deem describe dub label name portray rate
    term
""")
# "Somebody criticises the plan": what an attitude is about.
_TOWARDS = _list("""
    acknowledge admire admit advocate announce anticipate applaud approve assail attack back
    bash blast celebrate challenge champion cite claim commend condemn confirm contest
    contradict criticise decry defend demand denounce deny deride describe detail disclose
    discuss dislike dismiss dispute doubt downplay echo embrace emphasise emphasize encourage
    endorse envision espouse estimate expect explain expose express extol favor favour fear
    foresee hail hate highlight ignore indicate know lament laud like love mention mock mull
    note oppose outline plan pledge ponder predict prefer promise promote propose protest
    question quote reaffirm rebuke recall recommend recount reference refute reiterate reject
    report repudiate request resist reveal ridicule rip show signal slam stress suggest
    support tout trash underscore understand unveil urge vow want weigh welcome
""")

OBJECT: Frame = frozenset({""})
ATTITUDES: dict[str, Frame] = {
    **dict.fromkeys(sorted(_TOWARDS), OBJECT),
    "accuse": frozenset({"of"}),
    "advise": frozenset({"against", "on"}),
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
