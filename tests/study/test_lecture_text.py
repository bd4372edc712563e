from lecturebook.model import Passage, Word
from lecturebook.study.lecture_text import LectureText, is_on_matter, is_tidy


def text_of(said: str, *, is_guessed: bool) -> tuple[LectureText, Passage]:
    words = tuple(Word(word, float(n), n + 1.0, place=n) for n, word in enumerate(said.split()))
    sentence = Passage(0, len(words), 0.0, float(len(words)), said)
    return LectureText("one", words, (sentence,), is_guessed=is_guessed), sentence


def test_half_of_what_was_meant() -> None:
    said = "The tree grows until these rows are found on a page."
    for is_guessed in (True, False):
        text, sentence = text_of(said, is_guessed=is_guessed)
        assert text.is_half(sentence) == is_guessed


def test_what_is_cut_off_may_be_on_the_matter() -> None:
    assert is_on_matter("A heap file is a pile of rows, more or less of.")
    assert not is_tidy("A heap file is a pile of rows, more or less of.")


def test_the_initials_of_a_speaker_are_not() -> None:
    assert not is_on_matter("QX, a heap file is a pile of rows on disk.")
