from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.clean.fillers import EDITED_RULES, RULES, Hidden, hidden

# what is said, with what is hidden in brackets
ENGLISH = [
    # hesitation
    "so [um] we start",
    "So, [um,] we start. [Uh,] yes.",
    "we [uh um] start",
    "[hmm] let me see",
    "I want [er] to go",
    "[mm-hmm] and then",
    # near misses: abbreviations and units are no hesitation
    "an HMM has hidden states",
    "the hmm model has states and an hmm model is old",
    "we draw ER diagrams here",
    "a layer 10 um wide",
    "a battery of 5 Ah lasts",
    "the drum and the umbrella",
    # you know
    "it is [you know] the chain rule",
    "because [you know] we have seen it",
    "these days, [you know,] we train more",
    "so [you know] we train",
    "the loss is small, [you know?]",
    "do you know the answer",
    "Do you know, the answer is no",
    "as you know we train",
    "as you know, we train",
    "what you know is little",
    "if you know how this works",
    "you know what that means",
    "you know that the loss falls",
    "you know how to do it",
    "the first thing you know is this",
    "let you know when it is done",
    "a meaning that you know already",
    "ask the people you know",
    "words you know and words you don't",
    "you knowledge workers",
    "just so you know the trigger is here",
    # I mean
    "but [I mean] it's a good idea",
    "[i mean] we could train longer",
    "what I mean is this",
    "by local I mean information in the layer",
    "I mean it",
    "do I mean you",
    # kind of, sort of
    "we can [kind of] see it",
    "it's [sort of] hard",
    "to [kind of] show you",
    "they're [kinda] slow",
    "it is [kind of] a horrible way",
    "that's [kind of] it",
    "what kind of model",
    "what sort of list",
    "some sort of list",
    "a sort of list",
    "this kind of layer",
    "that kind of model",
    "these kind of papers",
    "two kinds of layers",
    "the same kind of layer",
    "the kind of thing you see",
    "a different kind of network",
    "one kind of neuron",
    "the size and kind of the data",
    "that's kind of you",
    "it was kind of him to say so",
    "we sort of course the list",
    # like
    "things of [like] ten layers",
    "and, [like,] we train",
    "so [like] we train it",
    "it looks like this",
    "I feel like we are done",
    "it's like a tree",
    "things like dropout",
    "something like this",
    "we would like to see",
    "I want to like it",
    "people that like trees",
    "like I said we train",
    "and like I said before we train",
    "share and like this video",
    "this word or like shown here that word",
    "it's [kind of] like a tree",
    "a function like f",
    # okay
    "that is all [okay] so we go on",
    "is that okay so far",
    "okay let us go on",
    # right is part of the sentence, or an answer: never hidden
    "is that right yes that's right",
    # pieces of words
    "in [th-] the book",
    "a [w-] well known book",
    "the x- axis",
    "pre- and post-processing",
    # stutters
    "in [the] the book",
    "[it's] it's done",
    "[the the] the book",
    "[and] and we go",
    "[I] I think",
    "we look at [the,] the book",
    "the problem [is] is that we stop",
    "[that's] that's fine",
    "a list which [is] is sorted",
    "[so] so if we train",
    "it was about [you know] the loss",
    # begun anew
    "now [we] we're done",
    "[I] I'm done",
    "this is [a] the model",
    "and [it] it's done",
    "we like it it's good",
    "the a matrix",
    "an element of the our vector",
    "the an article",
    "of that that's good",
    # what is said twice on purpose
    "a very very deep network",
    "it is so so good",
    "no no that is wrong",
    "long long ago",
    "bye bye",
    "yeah yeah",
    "I know that that is true",
    "he had had enough",
    "we do do that",
    "it is not not true",
    "two two three",
    "one one and zero zero",
    "x x transposed",
    "I gave her her book",
    "what it is is a network",
    "those who have have more",
    "I tell you you can",
    "we like it it works",
    "please log in in the morning",
    "more more more",
    "wait wait",
    "a deep deep network",
    "big big data",
    "ha ha ha",
    # false starts
    "[we have] we have a model",
    "[this is] this is how",
    "[I don't] I don't think so",
    "[if you have a] if you have a model",
    "[one of the] one of the models",
    "[we have um] we have a model",
    "[a lot of] a lot of data",
    "[we we have] we have a model",
    "thank you thank you",
    "come on come on",
    "I know I know",
    "of course of course",
    "the gradient of the gradient of the loss",
    "over and over and over again",
    "on and on and on",
    "more and more and more",
    "layer by layer by layer",
    "between this and this and that",
    "two times two times two",
    "what you need you need",
    "whatever this is this is good",
    "we needed that we needed that",
    "that is not for you it's not for you",
    "it is slow as well as well as large",
    "another thing we looked at we looked at time",
    "we worked on on and off",
    "an and and or gate",
    "we get rid of this this is slow",
    "and [this] this is slow",
    "[I want to] I want to go",
    # across the end of a sentence nothing is repeated
    "That is what we do. Do we stop?",
    "This is it. It is good.",
    "We went to Paris. Paris is big.",
    "You can go. You can go now.",
]

OTHERS = [
    ("de", "wir haben [äh] ein Modell"),
    ("de", "das ist [ähm] gut"),
    ("de", "wir gehen um acht er kommt um neun"),
    ("de", "[und] und dann [wir] wir sehen"),
    ("de", "die die das machen"),
    ("de", "ich weiß dass das das ist"),
    ("de", "you know kind of"),
    ("fr", "nous avons [euh] un modèle"),
    ("fr", "nous nous voyons"),
    ("es", "vamos [ehm] a ver este este modelo"),
    ("ja", "えーと えーと モデル"),
    ("", "um um we go"),
    ("en-US", "so [um] we go"),
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    assert _marked(marked.replace("[", "").replace("]", ""), "en") == marked


@pytest.mark.parametrize(("language", "marked"), OTHERS)
def test_other_languages(language: str, marked: str) -> None:
    assert _marked(marked.replace("[", "").replace("]", ""), language) == marked


def test_each_span_has_the_rule_that_found_it() -> None:
    texts = "so um the the loss is kind of you know we th- those we okay so".split()
    assert [(" ".join(texts[span.first : span.last]), span.rule) for span in hidden(texts)] == [
        ("um", "filler"),
        ("the", "repeat"),
        ("kind of", "kind_of"),
        ("you know", "you_know"),
        ("th-", "fragment"),
        ("okay", "okay"),
    ]
    assert {span.rule for span in hidden(texts)} <= RULES.keys()
    assert RULES.keys() > EDITED_RULES


def test_a_stop_between_the_words_of_a_false_start_ends_a_sentence_even_when_it_is_hidden() -> None:
    assert _marked("we go um. We go home", "en") == "we go [um.] We go home"


def test_never_all_words_of_a_lecture() -> None:
    assert hidden(["um"]) == ()
    assert hidden(["um", "—", "uh"]) == ()
    assert hidden(["um", "yes"]) == (Hidden(0, 1, "filler"),)
    assert hidden([]) == ()


WORDS = st.lists(
    st.sampled_from(
        "um uh you know i mean kind of sort like the a we have is that okay so and — . , it's th- 5 x".split()
    )
    | st.text(max_size=6),
    max_size=60,
)


@given(WORDS, st.sampled_from(["en", "de", "fr", "", "xx"]))
def test_spans_are_in_order_apart_in_range_and_leave_something(texts: list[str], language: str) -> None:
    spans = hidden(texts, language)
    assert all(0 <= span.first < span.last <= len(texts) for span in spans)
    assert all(one.last <= other.first for one, other in pairwise(spans))
    assert not texts or sum(span.last - span.first for span in spans) < len(texts)
    assert spans == hidden(tuple(texts), language)


@pytest.mark.parametrize(
    "texts",
    [
        ["um"] * 200_000,
        ["the"] * 200_000,
        "so we have um we have you know the the model like and and okay so it is kind of".split() * 12_000,
        [f"word{n}" for n in range(200_000)],
    ],
    ids=["um", "the", "speech", "names"],
)
def test_a_very_long_lecture_takes_seconds(texts: list[str]) -> None:
    start = time.process_time()
    hidden(texts)
    assert time.process_time() - start < 15


def _marked(text: str, language: str) -> str:
    """`text` with brackets around what is hidden, neighbours together."""
    texts = text.split()
    gone = {place for span in hidden(texts, language) for place in range(span.first, span.last)}
    marked = [
        ("[" if place in gone and place - 1 not in gone else "")
        + word
        + ("]" if place in gone and place + 1 not in gone else "")
        for place, word in enumerate(texts)
    ]
    return " ".join(marked)
