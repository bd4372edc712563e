"""What a search of a large course costs: kilobytes that a query loads from a folder, and milliseconds to a result.

The lectures are made of invented words drawn by Zipf's law, with a fixed seed: as many sentences, concepts and titles
as one has, and a vocabulary that grows as one does. Queries are concepts of the course as they are, with a letter
wrong in each word, and begun only; each is typed into the search of a page opened from file:// in Chromium, by itself
in a fresh page, at once after the search was opened: what is loaded then counts too. Beside it, the bytes of an index
that is loaded whole (all sentences in one file), which is what searches without a server usually do.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any

from common import Figure, parser, report
from in_browser import chromium
from lecturebook.model import Course, CourseConcept, Guide, Lecture, Making, Passage, Section, Source
from lecturebook.render import render_site
from lecturebook.render.search import search_scripts

_SEED = 20
_SENTENCE = 14
_SECTIONS = 12
_KILOBYTES, _MILLISECONDS = 100, 100
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
_NO_MAKING = Making(0, {}, {}, {}, "real", "option", "", "", "")

# types into the field and waits until the first result can be read: milliseconds from the key to then; words of
# sentences further down are loaded a moment later, and count among the bytes
_TYPE = """async (words) => {
  document.getElementById("search-open").click();
  const field = document.getElementById("search-words"), results = document.getElementById("search-results");
  const first = () => results.querySelector("a [dir]")?.textContent ?? "";
  const begun = performance.now();
  const seen = new Promise((done) => {
    const look = () => first() && done(performance.now());
    new MutationObserver(look).observe(results, { childList: true, subtree: true });
    setTimeout(() => done(performance.now()), 5000);  // where nothing is found nothing changes
  });
  field.value = words;
  field.dispatchEvent(new Event("input"));
  const ended = await seen;
  await new Promise((done) => setTimeout(done, 700));
  return [ended - begun, first()];
}"""


class _Vocabulary:
    """Invented words, the n-th drawn with a chance of one in n."""

    def __init__(self, size: int, draw: random.Random) -> None:
        words: dict[str, None] = {}
        while len(words) < size:
            words["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 5)))] = None
        self.words = list(words)
        self._weights = list(accumulate(1 / (n + 3) for n in range(size)))
        self._draw = draw

    def text(self, length: int) -> str:
        """So many words."""
        return " ".join(self._draw.choices(self.words, cum_weights=self._weights, k=length))


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "")
    arguments.add_argument("--lectures", type=int, default=100)
    arguments.add_argument("--sentences", type=int, default=600, help="of a lecture (default 600: about an hour)")
    arguments.add_argument("--queries", type=int, default=10, help="of each kind (default 10)")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        folder = Path(place)
        figures = list(_index(folder, options.lectures, options.sentences))
        figures += _queries(folder, browser, options.lectures, options.queries)
    report(f"Search of {options.lectures:,} lectures of {options.sentences} sentences", figures, options.json)


def _index(folder: Path, lectures: int, sentences: int) -> Iterator[Figure]:
    """Write the index, and what it took."""
    render_site(Course("Search", "", "", "", (), ()), folder)
    shutil.rmtree(folder / "assets/search")
    (folder / "assets/search").mkdir()
    vocabulary = _Vocabulary(60_000, random.Random(_SEED))
    begun = time.perf_counter()
    guides = tuple(_guide(n, sentences, vocabulary) for n in range(lectures))
    made = time.perf_counter()
    sizes = []
    for path, text in search_scripts(Course("Search", "xx", "", "", guides, _concepts(lectures))):
        (folder / path).write_text(text)
        sizes.append(len(text))
    whole = sum(len(sentence.text) + 40 for guide in guides for sentence in guide.sentences)
    yield Figure("index_seconds", "index made in", time.perf_counter() - made, "s")
    yield Figure("course_seconds", "(the course it is made of, in)", made - begun, "s")
    yield Figure("index_megabytes", "index, all scripts", sum(sizes) / 1e6, "MB")
    yield Figure("index_scripts", "scripts", len(sizes))
    yield Figure("whole_megabytes", "baseline: all sentences in one file, loaded by each page", whole / 1e6, "MB")


def _guide(number: int, sentences: int, vocabulary: _Vocabulary) -> Guide:
    said = tuple(
        Passage(n * _SENTENCE, (n + 1) * _SENTENCE, n * 6.0, n * 6.0 + 6, vocabulary.text(_SENTENCE))
        for n in range(sentences)
    )
    step = max(1, sentences // _SECTIONS)
    sections = tuple(
        Section(f"s{n}", vocabulary.text(3), said[n].first, said[n].first, said[n].start, said[n].end, (said[n],), ())
        for n in range(0, sentences, step)
    )
    lecture = Lecture(f"l{number}", f"l{number}", vocabulary.text(4), "xx")
    source = Source("", "", "")
    return Guide(lecture, source, _NO_MAKING, ((0.0, sentences * 6.0),), (), said, (), (), sections, (), ())


def _concepts(lectures: int) -> tuple[CourseConcept, ...]:
    """Some concepts of two words for each lecture: fewer than they have, since lectures share them."""
    draw = random.Random(_SEED + 1)
    vocabulary = _Vocabulary(60_000, draw)
    names = dict.fromkeys(vocabulary.text(2) for _ in range(10 * lectures))
    return tuple(CourseConcept(name, f"c{n}", name, (), ()) for n, name in enumerate(names))


def _queries(folder: Path, browser: Any, lectures: int, count: int) -> Iterator[Figure]:
    """Every kind of query: the most that one loads, and the median to its first result."""
    draw = random.Random(_SEED + 2)
    names = draw.sample([concept.name for concept in _concepts(lectures)], count)
    kinds = {
        "exact": names,
        "misspelt": [" ".join(_misspelt(word, draw) for word in name.split()) for name in names],
        "begun": [name[: max(4, len(name) - 2)] for name in names],
        "three": [f"{name} {draw.choice(names).split()[0]}" for name in names],
    }
    for kind, queries in kinds.items():
        costs = [_ask(folder, browser, query) for query in queries]
        found = sum(bool(first) for _, _, first in costs) / len(costs)
        kilobytes, milliseconds = [cost[0] for cost in costs], [cost[1] for cost in costs]
        yield Figure(f"{kind}_kilobytes", f"{kind}: kilobytes, most", max(kilobytes), "KB", at_most=_KILOBYTES)
        yield Figure(f"{kind}_kilobytes_median", f"{kind}: kilobytes, median", median(kilobytes), "KB")
        yield Figure(
            f"{kind}_ms", f"{kind}: to the first result, median", median(milliseconds), "ms", at_most=_MILLISECONDS
        )
        yield Figure(f"{kind}_found", f"{kind}: queries with a result", found)


def _misspelt(word: str, draw: random.Random) -> str:
    """`word` with one letter exchanged; short ones as they are."""
    at = draw.randrange(len(word))
    return word if len(word) < 4 else word[:at] + draw.choice("aeiourst") + word[at + 1 :]


def _ask(folder: Path, browser: Any, query: str) -> tuple[float, float, str]:
    """Kilobytes loaded, milliseconds to the first result, and that result."""
    page = browser.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto((folder / "index.html").as_uri())
    loaded.clear()
    milliseconds, first = page.evaluate(_TYPE, query)
    before = -1
    while before < len(loaded):  # on a busy machine words of sentences come late
        before = len(loaded)
        page.wait_for_timeout(500)
    page.close()
    sizes = [(folder / "assets/search" / url.rpartition("/")[2]).stat().st_size for url in loaded if "/search/" in url]
    return sum(sizes) / 1e3, milliseconds, first


if __name__ == "__main__":
    main()
