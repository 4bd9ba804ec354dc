"""English words that hand over to somebody's words, thoughts or wishes, and what they govern.

Lemmas. A frame names the prepositions whose object is the content; the empty one stands for a
direct object.
"""

from __future__ import annotations

SAYING = frozenset(
    """
    accuse acknowledge add admit advise affirm agree allege announce answer appeal argue ask assert
    assure attest aver avow beg blog boast brag caution charge chant cite claim comment complain concede
    conclude concur confess confide confirm contend continue counter cry declare decree demand deny
    describe detail disclose dismiss echo elaborate emphasise emphasize enquire exclaim explain
    express grumble hint imply indicate inform inquire insinuate insist instruct interject intone
    joke lament lie maintain mention mock mumble murmur muse mutter note object observe opine order
    phone pledge point post posit preach predict proclaim promise pronounce propose protest proffer
    purport question quip quote read reaffirm reason reassure rebut recall recite recommend
    recount reiterate rejoin relate remark remember remind repeat reply report request respond
    restate retort retweet reveal roar rule rumor say scoff scream scribble shout shrug sigh signal
    sing sneer snap specify speculate state stipulate stress submit suggest summarise summarize
    surmise swear tell testify text theorise theorize thunder tout tweet underline underscore urge
    venture voice volunteer vow warn whisper wonder write yell remarked begin conclude
    """.split()
)
THINKING = frozenset(
    """
    accept anticipate appreciate assume believe bet calculate consider decide determine deem discover
    doubt dream estimate expect fear feel figure find forecast foresee gather guess hear hold hope
    imagine judge know learn mean notice perceive presume pretend project prove realise realize
    recognise recognize regard regret see seem sense show suppose suspect think trust understand view
    want wish worry demonstrate illustrate document reflect intend plan decide refuse decline threaten
    aim seek prefer desire like agree resolve
    """.split()
)
NAMING = frozenset(
    "call brand deem describe dub label declare term name consider characterize cast portray rate".split()
)

OBJECT = frozenset({""})
_FOR, _TO, _ON, _OF, _ABOUT = (frozenset({word}) for word in ("for", "to", "on", "of", "about"))

# What an attitude is about: the object, and the prepositions named here.
ATTITUDES: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        """
        accuse acknowledge admire admit announce anticipate applaud approve assail attack back bash
        blast celebrate challenge champion cite claim commend condemn confirm contest contradict
        criticize criticise decry defend demand denounce deny deride describe detail dismiss
        disclose dispute doubt echo emphasize emphasise endorse espouse estimate explain expect
        express extol favor favour fear hail highlight hit ignore indicate lament laud mention
        mock note oppose outline pledge praise predict promise propose protest question quote
        recall recommend reference refute reiterate reject reject report repudiate request reveal
        ridicule seek show signal slam stress suggest support tout trash underscore unveil urge
        vow want warn welcome dislike hate love prefer like support envision know
        understand see view foresee plan detail discuss address recount oppose rebuke
        reaffirm resist decide embrace expose blame mull ponder weigh rip advocate
        encourage promote downplay
        """.split(),
        OBJECT,
    ),
    "call": frozenset({"for", "on"}),
    "argue": frozenset({"for", "against", "about"}),
    "speak": frozenset({"about", "of", "against"}),
    "talk": frozenset({"about", "of"}),
    "complain": frozenset({"about", "of"}),
    "warn": frozenset({"of", "about", "against", ""}),
    "blame": frozenset({"for", ""}),
    "accuse": frozenset({"of"}),
    "criticize": frozenset({"for", ""}),
    "praise": frozenset({"for", ""}),
    "point": frozenset({"to"}),
    "refer": frozenset({"to"}),
    "object": frozenset({"to"}),
    "respond": frozenset({"to", "with"}),
    "react": frozenset({"to"}),
    "agree": frozenset({"with", "to", "on"}),
    "disagree": frozenset({"with"}),
    "think": frozenset({"of", "about"}),
    "dream": frozenset({"of"}),
    "worry": frozenset({"about"}),
    "care": frozenset({"about"}),
    "hope": frozenset({"for"}),
    "wish": frozenset({"for"}),
    "ask": frozenset({"about", "for"}),
    "tell": frozenset({"about", "of"}),
    "boast": frozenset({"of", "about"}),
    "brag": frozenset({"about"}),
    "joke": frozenset({"about"}),
    "comment": frozenset({"on"}),
    "decide": frozenset({"on", "against"}),
    "insist": frozenset({"on"}),
    "push": frozenset({"for"}),
    "press": frozenset({"for"}),
    "vote": frozenset({"for", "against"}),
    "vow": frozenset({""}),
    "plead": frozenset({"for"}),
    "apologize": frozenset({"for"}),
    "learn": frozenset({"of", "about"}),
    "hear": frozenset({"of", "about", ""}),
    "believe": frozenset({"in", ""}),
    "rail": frozenset({"against"}),
    "fret": frozenset({"about", "over"}),
    "caution": frozenset({"against"}),
    "advise": frozenset({"against", "on"}),
    "liken": frozenset({"to", ""}),
    "compare": frozenset({"to", ""}),
    "focus": frozenset({"on"}),
    "elaborate": frozenset({"on"}),
    "urge": frozenset({""}),
    "write": frozenset({"about", "of"}),
}

# Nouns of saying and thinking: what follows "to", "that", "of", …
_THAT = frozenset({"that"})
NOUNS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        """
        accusation admission allegation announcement argument assertion assessment assumption
        assurance belief charge claim complaint concern conclusion confidence contention conviction
        declaration denial doubt evidence expectation explanation fact fear feeling finding guess
        hint hope hypothesis idea impression indication insistence message notion
        observation opinion perception prediction proof question realization report
        reminder rumor sense sentiment sign speculation statement suggestion suspicion testimony
        theory thought understanding view warning word worry
        """.split(),
        frozenset({"that", "of", "about", "over", "on"}),
    ),
    **dict.fromkeys(
        """
        call demand desire decision intention offer order plan pledge promise proposal recommendation
        refusal request threat vow willingness wish agreement commitment effort appeal
        """.split(),
        frozenset({"to", "for", "that"}),
    ),
    **dict.fromkeys(
        "criticism support opposition endorsement attack praise description disdain contempt".split(),
        frozenset({"of", "for", "to", "on"}),
    ),
}
del NOUNS["fact"], NOUNS["effort"]
LIGHT = frozenset("make have give issue express voice raise offer send release hold share state".split())

ADJECTIVES: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        """
        adamant afraid anxious aware certain clear concerned confident convinced disappointed glad
        grateful happy hopeful optimistic pessimistic proud ready sad skeptical sorry supportive sure
        surprised unaware uncertain unsure upset willing wary worried eager angry critical
        committed determined opposed reluctant unwilling likely expected
        """.split(),
        frozenset({"of", "about", "with", "for", "by", "to"}),
    ),
}
del ADJECTIVES["likely"], ADJECTIVES["clear"], ADJECTIVES["ready"], ADJECTIVES["expected"]
for _word in "refer raise view talk liken compare focus hit rail address see seek consider".split():
    ATTITUDES.pop(_word, None)
