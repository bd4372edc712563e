"""Words by what they do in speech: what the rules for fillers and repeats look up.

Words are as `lecturebook.language.bare` writes them. Only English has grammar here; other languages have their sounds
of hesitation, German also the words that are stammered but never said twice on purpose.
"""

from __future__ import annotations

# sounds of hesitation. None is a word of its language: "um", "er", "eh" are German, "em" is Portuguese, "este" a
# Spanish pronoun more often than a filler
HESITATIONS: dict[str, frozenset[str]] = {
    "en": frozenset("um umm uhm uh uhh uhhh er erm eh ah ahh hm hmm hmmm mmm mm-hmm mhm mm-mm".split()),
    "de": frozenset("äh ähh ähm ähmm öh öhm hm hmm mhm".split()),
    "fr": frozenset("euh euhh heu hum hm".split()),
    "es": frozenset("ehm mmm hm".split()),
    "it": frozenset("ehm uhm mmm hm".split()),
    "pt": frozenset("ahn hã hum hm".split()),
    "nl": frozenset("uh uhm euh eh ehm hm".split()),
    "sv": frozenset("öh öhm ehm hm".split()),
    "da": frozenset("øh øhm hm".split()),
    "pl": frozenset("yyy eee ehm hm".split()),
    "ru": frozenset("э эм ээ эээ хм".split()),
    "tr": frozenset("ııı ıım hm".split()),
}

ARTICLES = frozenset("a an the".split())
_SUBJECTS = frozenset("i you we they he she it there".split())
BE = frozenset("is are was were am be been being isn't aren't wasn't weren't".split())
_AUXILIARIES = frozenset(
    "do does did have has had can could will would should may might must don't doesn't didn't can't couldn't won't "
    "wouldn't shouldn't haven't hasn't hadn't".split()
)
CONTRACTIONS = frozenset(
    "i'm i've i'll i'd you're you've you'll you'd we're we've we'll we'd they're they've they'll they'd he's he'll "
    "he'd she's she'll she'd it's it'll it'd that's that'll there's here's let's who's what's where's how's "
    "these're".split()
)
_PREPOSITIONS = frozenset(
    "of to in on for with at from into about as than by through between after before over under without within "
    "during toward towards onto upon across against around behind per".split()
)
_CONJUNCTIONS = frozenset("and or but because if when while where so then that which who how what".split())
_POSSESSIVES = frozenset("my your our their its his".split())

# what a clause begins with: after it "like", "you know" or "I mean" no verb or preposition is meant
CLAUSE_STARTS = (
    _SUBJECTS
    | frozenset(
        "i'm i've i'll i'd you're you've you'll we're we've we'll they're they've they'll he's she's it's it'll "
        "that's there's here's let's if when because what's where's how's why".split()
    )
) - {"it"}

# words nobody says twice in a row on purpose. Not "that that", "had had", "do do", "her her", "not not", "so so",
# "very very"; "you you" and "it it" only where the first cannot be an object
STAMMERED = {
    "en": (
        ARTICLES
        | CONTRACTIONS
        | BE
        | _POSSESSIVES
        | frozenset("i we they he she you it this these those".split())
        | frozenset("have has could would should can will did may might must".split())
        | frozenset("of to in on for with at from into about as than by through between".split())
        | frozenset("and or but because if when while where then which who how what".split())
        | frozenset("some any every each just maybe also".split())
    ),
    "de": frozenset(
        "und oder aber ich wir er ein eine einen einem einer ist sind war für mit von bei auf aus dass weil wenn im am "
        "zum zur vom wie auch dann man kann wird werden hat haben diese dieser dieses".split()
    ),
}  # fmt: skip
# of those, what may be said twice after one of these: "what it is is", "those who have have", "all we can can"
CLAUSE_CLOSERS = BE | frozenset("have has could would should can will did may might must".split())
RELATIVES = frozenset("what whatever who whoever which all everything where wherever that than".split())
# "plug it in in", "we log in in", "moved on on Monday"
PARTICLES = frozenset("in on by through about over".split())
PARTICLE_VERBS = frozenset(
    "log logs logged logging plug plugs plugged plugging sign signed turn turns turned go goes went going come comes "
    "came coming fill filled zoom zoomed move moves moved moving put carry carried bring brought start keep "
    "born lived are is was were".split()
)
# after an article these begin anew: "a the", "the my"; not "the a matrix", "the our vector" (R, misheard)
DETERMINERS = frozenset("the my your their".split())
# "over and over", "on and on", "in and out"
PARTICLES_SAID_TWICE = frozenset("over on up down in out by through round around off".split())
# after these "you" and "it" are subjects: "and you you see", "if it it works"
BEFORE_SUBJECT = frozenset(
    "and but so or because if when where then that as what which how why while since once okay right well now though "
    "actually basically".split()
)

VERBS = BE | _AUXILIARIES
# what a phrase that is broken off ends with: no clause ends there
OPEN_ENDED = (
    ARTICLES
    | CONTRACTIONS
    | BE
    | _PREPOSITIONS
    | _POSSESSIVES
    | _CONJUNCTIONS
    | frozenset("i we they he she you it have has had don't doesn't didn't can't couldn't won't wouldn't".split())
    | frozenset("could would should want wanted need think thought guess just like some every no these those".split())
    | frozenset("gonna going really basically actually not first there".split())
) - frozenset("so".split())
# what has no content of its own: a phrase of these alone is not said twice on purpose
EMPTY = (
    OPEN_ENDED
    | _SUBJECTS
    | _AUXILIARIES
    | frozenset("lot one bit kind sort couple bunch some any all this that these those each my okay".split())
)
POINTING = frozenset("this that these those it you one some any all there each".split())
JOINERS = _PREPOSITIONS | frozenset("and or".split())
SUBJECT_STARTS = frozenset("i you we they he she it that this there".split()) | CONTRACTIONS

# what is said twice or more for its own sake
EMPHATIC = frozenset(
    "no yes yeah yep nope yay okay ok right bye hi hello hey ha haha ho la na da dum very really so much many more "
    "long far way too big huge tiny little bad good great super easy hard nice fine wow oh well there now never ever "
    "always again wait stop go come on please thank thanks sorry blah bla etcetera cetera knock tick tock choo boom "
    "bang run up down back round over sure".split()
)
NUMBERS = frozenset(
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion point plus minus times half twice double null eins zwei drei vier fünf sechs sieben acht neun zehn".split()
)

# sounds of hesitation that are also terms (HMM, ER), and what stands around the terms
SOUND_TERMS = frozenset("hmm hm er um".split())
BEFORE_TERM = ARTICLES | frozenset("each this our hidden of using with".split())
AFTER_TERM = frozenset("model models diagram diagrams states based".split())

# before "you know" these make it a clause: "as you know", "what you know", "the first thing you know", "let you know"
BEFORE_KNOWING = RELATIVES | frozenset(
    "do did does don't didn't as if unless how when whenever once until before after since everyone let lets would "
    "could can will should might must may words things thing people one anything something somebody someone way "
    "whether making make makes help not never already tell where why".split()
)
# after it these are what is known
KNOWN = frozenset(
    "what what's how how's that who who's why where when whether which about of nothing more it him her them is are "
    "from better exactly everything anything something".split()
)
# these are known ("you know the answer") or go on ("so you know the loss is"); after the words below they go on
KNOWN_LESS_SURE = frozenset("the a an this these those your my our their all".split())
BEFORE_PARENTHESIS = frozenset(
    "and but so of to with for in on at by from about because just be is are was like the a then or".split()
)

BEFORE_MEANING = frozenset("what whatever do did that which when if how by where whom who".split())

# before "kind of" and "sort of" other words make a noun of it ("what kind of", "a kind of", "this sort of") or leave it
# open ("that kind of model", "the neurons kind of fire"); after these it is an adverb
BEFORE_ADVERB = (
    _SUBJECTS
    | (BE - {"being"})
    | _AUXILIARIES
    | (CONTRACTIONS - {"what's", "who's", "where's", "how's", "these're"})
    | frozenset(
        "to and but or then just also actually really so because still already always never gonna going".split()
    )
    | frozenset("get got gets even only basically usually often now maybe essentially again about in with".split())
)
BEFORE_NOUN = ARTICLES | _POSSESSIVES | frozenset("what which some any this that these those of".split())
# "that's kind of you", "it was very kind of him"; "they are kind of things"; "we sort, of course, by size"
AFTER_KIND = frozenset("course you him her them us me thing things stuff".split())

# what "like" likens by: "like I said", "like we saw before"
LIKENING = frozenset(
    "said say says mentioned mention saw seen see did do does was were had showed told described discussed had talked "
    "explained wanted want".split()
)
# "I want to like it", "people seem to like strawberries"
LIKED = frozenset("it this that these those you him her them me us the a an your my our being to".split())
BEFORE_TO_LIKE = frozenset("want wants wanted wanna learn learned seem seems seemed tend tends used supposed".split())
# after these a verb cannot stand, and nothing that is likened: "of like", "with like ten layers"
BEFORE_IDLE_LIKE = frozenset("of about with for from at by have has had or into".split())
# "does it look like this or like that", "in like manner", "for like reasons"
LIKENED = frozenset(
    "it this that these those you him her them me us the manner fashion reasons terms minded kind shown said above "
    "before here".split()
)
# "is that okay so", "that's okay so"
BEFORE_OKAY = BE | CONTRACTIONS | frozenset("be it that this you seems looks sounds feel feels fine okay".split())
