"""Key concepts: what a ranking gets right of a hand list, beside TF-IDF, YAKE and KeyBERT on the same words.

Two lists of a lecture are measured: the 25 best of the ranking (``seed_…_25``), and the concepts of the guide as it is
built, which has one for each minute at most (``guide_…``). With ``--inspec`` also abstracts with their keyphrases.

The weights were set by hand on three of these lectures; a check on others is the course whose titles nobody ranks by:
each lecture is ranked without its title, and what its title names should be among the first ten.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import keyphrase_baselines as baselines
from common import Figure, data_folder, parser, report, skip
from concept_documents import Document, abstracts, load_course, load_lectures
from concept_lists import Hits, judge, key_of, read_lists
from concept_scores import MOST, count_listed, measure_lectures, rank, scores
from floors import leave_if_below
from kept import KeptEncoder, KeptTagger
from lecturebook.clean.punctuate import load_tagger
from lecturebook.embed import load_encoder, pool
from lecturebook.stoplists import FUNCTION
from lecturebook.tokens import tokenize

_INSPEC_MOST, _TITLE_MOST = 10, 10
# words of a window of a text without sentences
_UNIT = 10


def main() -> None:
    made = parser(__doc__ or "", floors="concepts")
    made.add_argument("--inspec", type=Path, metavar="DIR", help="a folder with docsutf8/ and keys/")
    made.add_argument("--documents", type=int, default=100, help="up to which of its documents (default 100)")
    made.add_argument("--skip", type=int, default=0, help="from which of its documents (default 0)")
    made.add_argument(
        "--cache", type=Path, metavar="DIR", help="where vectors and tags are kept (default: a temporary one)"
    )
    arguments = made.parse_args()
    data = data_folder(arguments)
    lists = data / "data" / "concepts" / "seed_concepts.tsv"
    if not lists.is_file():
        skip(f"no concepts/seed_concepts.tsv in {data / 'data'}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.cache or Path(temporary)
        encoder = KeptEncoder.of(load_encoder(), folder)
        tagger = KeptTagger(load_tagger(), f"own {encoder.dtype}", folder)
        lectures = list(load_lectures(data / "lectures" / "seeds", read_lists(lists), encoder, tagger))
        course = list(load_course(data / "lectures" / "hf-course", encoder, tagger))
        figures = measure_lectures(lectures, encoder) + measure_others(lectures, [*lectures, *course], encoder)
        figures += measure_titles(course, encoder)
        if arguments.inspec:
            figures += measure_inspec(arguments.inspec, slice(arguments.skip, arguments.documents), encoder)
    report("Key concepts", figures, arguments.json)
    leave_if_below(arguments.floors, figures)


def measure_others(lectures: list[Document], corpus: list[Document], encoder: KeptEncoder) -> list[Figure]:
    """The same of what others do with the same words; `corpus` is what words are rare in."""
    counts = baselines.document_counts([document.words for document in corpus])
    hits: dict[str, list[Hits]] = {"tfidf": [], "yake": [], "keybert": []}
    for document in lectures:
        ranked = {
            "tfidf": baselines.tf_idf(document.words, counts, len(corpus)),
            "yake": baselines.yake(document.words),
            "keybert": baselines.keybert(document.words, document.centroid, encoder.encode),
        }
        for name, names in ranked.items():
            hits[name].append(judge(names, document.listed, MOST))
    labels = {"tfidf": "TF-IDF", "yake": "YAKE", "keybert": "KeyBERT, same encoder"}
    listed = count_listed(lectures)
    return [figure for name in hits for figure in scores(name, labels[name], hits[name], listed, full=False)]


def measure_titles(course: Sequence[Document], encoder: KeptEncoder) -> list[Figure]:
    """What share of the words of titles the first ten concepts have in their names and other forms ("BLEU metric" is
    BLEU), ranked without the titles.
    """
    shares = []
    for document in course:
        tokens = tokenize(document.title.split(), "en")
        content = {
            stem
            for stem, plain in zip(tokens.stems, tokens.plain, strict=True)
            if plain not in FUNCTION and stem in document.tokens.stems
        }
        ranking = rank(document, encoder, _TITLE_MOST, title="")
        forms = [*ranking.names, *(form for _, candidate, _ in ranking.chosen for form in candidate.surfaces)]
        found = {stem for form in forms for stem in tokenize(form.split(), "en").stems}
        if content:
            shares.append(len(content & found) / len(content))
    if not shares:
        return []
    return [
        Figure("course_title_recall_10", f"title words in the first ten, {len(shares)} course lectures", mean(shares))
    ]


def measure_inspec(folder: Path, which: slice, encoder: KeptEncoder) -> list[Figure]:
    """F1@10 on abstracts against those keyphrases that stand in the text, and against all; also in caption form."""
    figures = []
    for form, label, is_caption in (("", "", False), ("caption_", ", without case and stops", True)):
        present, every, others = [], [], []
        for words, title, keys in abstracts(folder, which, is_caption=is_caption):
            spans = [(n, min(n + _UNIT, len(words))) for n in range(0, len(words), _UNIT)]
            vectors = encoder.encode_spans(words, spans)
            document = Document("", title, words, tokenize(words, "en"), pool(vectors, [1.0] * len(vectors)))
            names = rank(document, encoder, _INSPEC_MOST).names
            text = f" {' '.join(document.tokens.stems)} "
            said = [key for key in keys if f" {' '.join(tokenize(key.split(), 'en').stems)} " in text]
            every.append(f1(names, keys))
            if said:
                present.append(f1(names, said))
                others.append(f1(baselines.yake(words)[:_INSPEC_MOST], said))
        target = 0.30 if is_caption else 0.33
        figures += [
            Figure(
                f"inspec_{form}f1_10", f"Inspec F1@10, keyphrases in the text{label}", mean(present), at_least=target
            ),
            Figure(f"inspec_{form}all_f1_10", f"Inspec F1@10, all keyphrases{label}", mean(every)),
            Figure(f"inspec_{form}yake_f1_10", f"Inspec F1@10, keyphrases in the text{label}, YAKE", mean(others)),
        ]
    return figures


def f1(names: Sequence[str], keys: Sequence[str]) -> float:
    """The harmonic mean of precision and recall of `names` by stems."""
    said, wanted = {key_of(name) for name in names}, {key_of(key) for key in keys}
    return 2 * len(said & wanted) / (len(said) + len(wanted)) if said or wanted else 0.0


if __name__ == "__main__":
    main()
