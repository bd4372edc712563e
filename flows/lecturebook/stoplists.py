"""English words that make no key phrase: function words, lecture talk, and soft words that need company.

Written for spoken lectures; a user's course.toml can add to them.
"""

from __future__ import annotations

_FUNCTION = """
a about above across after afterwards again against ago all almost along already also although always am among an and
another any anybody anyone anything anyway anyways anywhere are aren't around as at away be became because become
becomes been before behind being below beside besides between beyond both but by can can't cannot could couldn't
despite did didn't do does doesn't doing don't done during each either else enough especially even ever every
everybody everyone everything everywhere except few fewer for from further furthermore had hadn't has hasn't have
haven't having he he'd he'll he's hence her here here's hers herself him himself his how how's however i i'd i'll i'm
i've if in indeed inside instead into is isn't it it'd it'll it's its itself just least less let let's like likely
many may maybe me meanwhile might mine more moreover most mostly much must my myself namely near nearly neither
never nevertheless no nobody none nonetheless nor not nothing now nowhere of off often on once one one's ones only onto
or other others otherwise ought our ours ourselves out outside over own per perhaps please quite rather really
regarding said same say says see seem seems several shall she she'd she'll she's should shouldn't since so some
somebody somehow someone something sometimes somewhere still such than that that'd that'll that's the their theirs
them themselves then there there'd there'll there's therefore these they they'd they'll they're they've this those
though through throughout thus to together too toward towards under underneath unless until up upon us use used
uses using usually various very via was wasn't we we'd we'll we're we've well were weren't what what'll what's
whatever when whenever where where's whereas wherever whether which whichever while who who'd who's whoever whole
whom whose why will with within without won't would wouldn't yet you you'd you'll you're you've your yours yourself
yourselves dont doesnt didnt isnt arent wasnt cant wont thats whats theres heres youre theyre weve ive im lets id
"""

_TALK = """
ah aha actually absolutely alright amazing answer anymore apparently approximately arbitrary arrive ask asked asking
assume assuming awesome bad basic basically beautiful begin beginning behave believe best better bet big bigger biggest
bit bits blah bottom boring bring brings brought bunch call called calling came care careful case cases certain
certainly check chose clear clearly click close come comes coming complicated concerned consider considered cool
correct correctly corresponding couple course crazy cute day days deal decide decided deep definitely depend depending
depends describe described details difference differences different difficult directly discuss discussed discussing
doing
double easier easily easy effectively eight end ended ends entire entirely equal essentially etcetera etc everyday exact
exactly exam exams example examples expect expected experience explain explained extra extremely fact fair fairly
familiar famous fancy far fast faster feel fig fifth figure fine finally find finding fine first firstly five follow
following follows forget fortunately forty found four fourth front full fully fun funny future gave general generally
get gets getting give given gives giving glad go goes going gone gonna good got gotcha gotta gotten great guess guy guys
half hand hands hang happen happened happening happens happy hard harder hear heard hello help helpful helps hey hi hint
hit hold home hope hopefully hour hours huge huh hundred idea ideas ignore imagine immediately important importantly
interest interested interesting interestingly intuition intuitive intuitively involved issue joke keep keeps kept kind
kinda kinds knew know known knows large larger largely last lastly late later laugh lead leads learn left lecture
lectures leave leaves life listen literally little long longer look looked looking looks lost lot
lots love luckily made main mainly make makes making manner matter maybe mean meaning means meant mention mentioned
mhm middle million mind minute minutes moment month months morning moving naive named names natural naturally
necessarily necessary need needed needs new news next nice nicely nine normal normally note notes notice notion number
numbers obvious obviously oh ok okay old opposite ordinary original originally outline oops paper
papers part particular particularly parts past pay people percent perfect perfectly person phrase pick picture piece
pieces place play plenty plug plus point pointed pointing points possible possibly practical practically practice
precisely presentation pretend pretty previous previously probably problem problems proper properly prove put puts
putting question questions quick quickly quote ready real realize realized reason reasonable reasons
recall recap refer referred regular related relatively relevant remember remind repeat respect rest result results
right rough roughly run running runs sake saw saying scene second secondly seconds section seeing seen sense
sentence sequel set seven shown shows showed show showing similar similarly simple simpler simplest simply single
sit six sixty size slide slides slightly slow slower small smaller solid solution solve sorry sort sorts sound sounds
speak speaking special specific specifically spend spent stand start started starting starts stay step steps stop
story straight straightforward strange stuff subscribe suddenly summarize summary super suppose supposed sure
surprise surprised surprising surprisingly take taken takes taking talk talked talking talks tell tells
ten tend terms thank thanks thing things think thinking thinks third thirty thought thoughts thousand three times tiny
title today together told tomorrow tonight took top topic topics total totally touch tour trick tricky tried tries
trivial trouble true truth try trying turn turned turns twelve twenty two type typical typically uh um ultimately
understand understanding understood unfortunately unlike usual video videos view wait walk wanna want wanted wants
watch watching way ways week weeks weird welcome went whatsoever whoa wonder wonderful wondering word words work worked
working works world worry worth wow wrap writing written wrong wrote ya yeah year years yep yes
yesterday yesterday's yourselves yup zero
everybody's someone's today's massive amounts kilobyte kilobytes megabyte megabytes gigabyte gigabytes millisecond
milliseconds meter meters kilometers dollar dollars euro euros ton tons millions billions associated accomplish human
humans
"""

# words that carry meaning only beside others: "forward pass", "drop out", "first layer"
_SOFT = """
sorted sorting
page pages write writes read reading name symbol sum rate side switch line lines sample order ordered
b c d e f g h j k l m n o p q r s t u v w x y z
able access act action add added adding addition additional allow allowed allows amount apply applied applying area
art attempt available average back backward base based basis become behavior bigger black blue board body book box
break build building built buy catch center chance change changed changes changing choice choose class code color
combination combine common compare compared complete completely computer concept condition connect contain contains
content context control copy cost count create created current cut data date decent define defined definition
depth design detail detect develop device direct direction do document down drop early effect element email entry
error event evidence exist exists express extent face factor fall fast field fill final fit fix flat flip flow focus
force form forward free fresh friend full function game general goal graph green grow guide happen head heavy held
help hidden high higher highest hold hot house human identify implement implementation improve include increase
individual inform information input inside interact interval item job join jump keep key land language layer learn
learned learning length level lift light limit link list live load local local logic look loop low lower lowest machine
major manage map match material max maximum measure medium member method min minimum mix mode model modern move moved
multiple negative node object obtain offer open operation option output outside pair pass path pattern perform period
phone pixel plain plane plot position positive post power predict present press process produce product program project
property provide pull purpose push quality random range ratio reach real receive red reduce region relation release
remove replace report represent request require required research return role room root round rule sample save scale
school score search select send sends sent sequence series serve share shape short shift sign simple situation slow
source space speed split spread square stack stage standard state statement stick store stream string strong structure
student style subject sub suit support surface system table tag target task team technique technology test text time
tool track trade train transfer transform travel treat tree trial truth unit unknown update user value values variable
variety version visit wall weight white wide width wind window wise world yellow
"""

# verbs and their forms that must not stand at the edge of a title or a phrase
_EDGE_VERBS = """
add adding ask bring call calls called choose come compute computes do does doing find finds finding follow get gets
getting give gives go going happen happens have keep keeps know knows learn leave let look looks looking make makes
making move need needs put puts putting read reads run runs say see sees send sends show shows start starts take takes
taking talk tell think try tries trying turn turns update use uses using wait want wants work works write writes
means mean said says happens becomes becoming allows asks changes goes comes asked decide decides lose loses
"""

# lecture talk that terms are made of all the same: "next sentence prediction", "fine-tuning", "word vector", "deep
# network", "named entity"
_TERM_PARTS = """
answer answering case deep end fine full general hard left linear long mean mind named natural next normal number
numbers phrase piece pieces point points problem problems question questions real regular right running second sense
sentence sentences set sets single solution special speech start state step steps stop term terms time times type types
video word words world worst zero
"""

# what stands before a noun phrase: articles, possessives, prepositions but "to", which verbs follow as well
_OPENERS = """
a an the this that these those our your my his her its their some any each every no another both all
of in on for with by from into onto as at via about between over under within than like and or versus
is are was were be called using use
"""

# what may stand before any concept and makes no other of it: a "single neuron" is a neuron
_GENERIC_MODIFIERS = """
actual additional adequate appropriate available certain clever common complete convenient crucial current desired
detailed different distinct easiest elegant entire essential existing expensive experienced favorite final handy
hardest helpful ideal impressive individual initial interesting legitimate main meaningful modern multiple obvious
ordinary original other painful particular plausible popular possible powerful present previous real reasonable
relevant remarkable respective second similar single sophisticated special specific straightforward suitable tedious
terrible traditional underlying useful usual various weird whole wonderful
"""

# heads that add nothing to the phrase before them: a "next sentence prediction task" is next sentence prediction
_GENERIC_HEADS = """
approach approaches algorithm algorithms case cases concept concepts framework idea ideas kind machinery method methods
problem problems procedure process processes situation situations task tasks technique techniques thing things way ways
"""

# what says of a thing with a name of its own only what kind of thing it is: the BLEU metric is BLEU
_CLASS_HEADS = "dataset datasets framework frameworks library libraries metric metrics protocol protocols"

# what makes a clause of words that would else be a concept: "the folder containing files", "a equals b"; a topic may be
# told by them
_CLAUSE_VERBS = """
accepts achieves becomes begins belong belongs belonged cetera collide collides composed computes consist consisting
consists contain contained containing contains convert converted converting converts creates defines demands enables
ensures equals exists expects gather gathered gathering generates helps implies introduce introduced introduces
introducing involve involved involves involving liked likes minus misspelled obtains occurs predicts produces provide
provided provides providing receives refers regroup regroups remains removes replaces represents require requires
returned returning returns seems stays tends unchanged
"""

# what is no word of its own and is written with a hyphen: "pre-training", "sub-manifold"; "fine-tuned" is one word too
_PREFIXES = """
anti auto back co cross fine inter intra meta mini multi non post pre pseudo quasi self semi sub well
"""

# the nouns among the words that end like a participle; no other such word ends a phrase
_NOUNS_IN_ED = "bed breed embed feed need reed seed shed speed weed"

# what describes a thing ends so, but for these; no phrase ends with another such word
ADJECTIVE_ENDS = ("ive", "ous", "ful")
_NOUNS_IN_IVE = """
additive adjective alternative archive collective cursive derivative detective directive dive drive executive five hive
incentive initiative live locomotive motive narrative native negative objective operative perspective positive primitive
relative representative
"""

# heads that only say what a thing of two words is anyway: the cross entropy is a cross entropy loss
_FUNCTION_HEADS = "cost costs function functions loss losses"

# clipped words that stand for one whole word wherever they are said, and at the end of a name: a neural net is a neural
# network, while a "norm" may be a normalization or none
CLIPPED = {
    "algo": "algorithm",
    "backprop": "backpropagation",
    "config": "configuration",
    "hyperparam": "hyperparameter",
    "param": "parameter",
    "repo": "repository",
    "vocab": "vocabulary",
}
CLIPPED_AT_END = {"app": "application", "net": "network"}

# of what there is more or less: "a number of trees" is no term
_MEASURES = """
amount amounts bit bits bunch case cases class collection couple deal degree dozen end example examples fraction front
group groups half idea kind kinds level levels list lot lots majority means middle number numbers pair pairs part parts
percent piece pieces plenty point range rest row rows sense sequence series set sets side sort sorts start sum terms top
total type types value values variety version
"""

# how variables are said: "x prime", "omega zero"; of Greek letters one alone is no concept either
_GREEK = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi
omega
"""
_SIGNS = """
bar cosine cross cubed dot equal equals hat minus plus prime sine squared sub tangent tilde times zero one two
"""

# those that are not among the hard words
_NUMERALS = """
eleven thirteen fourteen fifteen sixteen seventeen eighteen nineteen fifty seventy eighty ninety
"""

HARD = frozenset((_FUNCTION + _TALK).split())
CLAUSE_VERBS = frozenset(_CLAUSE_VERBS.split())
MEASURES = frozenset(_MEASURES.split())
NUMERALS = frozenset(_NUMERALS.split())
GREEK = frozenset(_GREEK.split())
# what formulas are read out with
FORMULA = GREEK | frozenset(_SIGNS.split())
PREFIXES = frozenset(_PREFIXES.split())
NOUNS_IN_ED = frozenset(_NOUNS_IN_ED.split())
NOUNS_IN_IVE = frozenset(_NOUNS_IN_IVE.split())
GENERIC_MODIFIERS = frozenset(_GENERIC_MODIFIERS.split())
GENERIC_HEADS = frozenset(_GENERIC_HEADS.split())
CLASS_HEADS = frozenset(_CLASS_HEADS.split())
FUNCTION_HEADS = frozenset(_FUNCTION_HEADS.split())
OPENERS = frozenset(_OPENERS.split())
TERM_PARTS = frozenset(_TERM_PARTS.split()) & HARD
SOFT = frozenset(_SOFT.split()) - HARD
EDGE_VERBS = frozenset(_EDGE_VERBS.split())
FUNCTION = frozenset(_FUNCTION.split())
