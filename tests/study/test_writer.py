from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fake import FakeEncoder
from lecturebook.check.guides import contradictions
from lecturebook.clean.sentences import split_sentences
from lecturebook.course.ingredients import ingredients_of, options_digest
from lecturebook.errors import ModelError
from lecturebook.guide import make_guide
from lecturebook.guide_json import guide_from_json, guide_to_json
from lecturebook.model import Guide, Word
from lecturebook.options import Options
from lecturebook.study.writer import load_writer
from lecturebook.study.written import has_words, supported
from lectures_made import FILES, transcript

ENCODER = FakeEncoder()
SAID = "A heap file is a pile of pages in no order. The buffer pool keeps 12 pages in memory."


@dataclass(frozen=True)
class Parrot:
    """Writes the first words that it reads, and something that nobody said."""

    name: str = "parrot"

    def write(self, text: str) -> str:
        return " ".join(text.split()[:14]).strip(".") + ". Zebras graze quietly under violet moons tonight."


def support(text: str) -> list[tuple[str, list[str]]]:
    words = tuple(Word(word, float(n), n + 1.0) for n, word in enumerate(SAID.split()))
    sentences = split_sentences(words, frozenset(), language="en")
    vectors = ENCODER.encode([sentence.text for sentence in sentences])
    found = supported(text, sentences, vectors, ENCODER.encode)
    return [(one.text, [quote.text for quote in one.support]) for one in found]


def test_what_was_said_is_kept_with_its_quote() -> None:
    assert support("A heap file is a pile of pages.") == [
        ("A heap file is a pile of pages.", ["A heap file is a pile of pages in no order."])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Zebras graze quietly under violet moons.",
        "The buffer pool keeps 13 pages in memory.",
        "A heap file.",
        "",
        "heap " * 60,
    ],
)
def test_what_nothing_supports_is_dropped(text: str) -> None:
    assert support(text) == []


def test_numbers_must_have_been_said() -> None:
    assert has_words("The pool keeps 12 pages.", [SAID])
    assert not has_words("The pool keeps 13 pages.", [SAID])
    assert not has_words("It is the.", [SAID])


@pytest.fixture(scope="module")
def written() -> Guide:
    return make_guide(transcript(FILES[0]), ENCODER, writer=Parrot())


def test_a_guide_names_its_writer_and_proves_what_it_wrote(written: Guide) -> None:
    assert written.making.writer == "parrot"
    assert any(section.written for section in written.sections)
    assert list(contradictions(written)) == []
    assert not any("Zebras" in one.text for section in written.sections for one in section.written)
    read = guide_from_json(guide_to_json(written))
    texts = [[one.text for section in made.sections for one in section.written] for made in (read, written)]
    assert texts[0] == texts[1]


def test_the_check_sees_what_nothing_supports(written: Guide) -> None:
    first = next(section for section in written.sections if section.written)
    invented = replace(first, written=(replace(first.written[0], text="Zebras graze under violet moons."),))
    broken = replace(written, sections=tuple(invented if s is first else s for s in written.sections))
    assert any("nothing supports" in line for line in contradictions(broken))
    unnamed = replace(written, making=replace(written.making, writer=""))
    assert any("no writer is named" in line for line in contradictions(unnamed))


def test_no_writer_nothing_written() -> None:
    assert load_writer("") is None
    assert not any(section.written for section in make_guide(transcript(FILES[0]), ENCODER).sections)


def test_the_writer_is_an_ingredient() -> None:
    def key(writer: str) -> str:
        return ingredients_of(transcript(FILES[0]), "", (), options_digest(Options(writer=writer)), ENCODER).key  # type: ignore[arg-type]

    assert len({key(""), key("http://localhost:1/v1#a"), key("http://localhost:1/v1#b")}) == 3


@contextmanager
def endpoint(status: int = 200, body: str = "") -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A server that answers as told, its address, and what it was asked."""
    asked: list[dict[str, object]] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))) | {"path": self.path})
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_endpoint_is_asked_as_openai_is() -> None:
    reply = json.dumps({"choices": [{"message": {"content": "A heap file is a pile."}}]})
    with endpoint(body=reply) as (base, asked):
        writer = load_writer(f"{base}#small")
        assert writer is not None
        assert (writer.name, writer.write("Pages.")) == ("small", "A heap file is a pile.")
    (request,) = asked
    assert (request["path"], request["model"], request["temperature"]) == ("/v1/chat/completions", "small", 0)
    assert "Pages." in str(request["messages"])


@pytest.mark.parametrize(
    ("status", "body"), [(500, ""), (200, "no json"), (200, "[]"), (200, '{"choices": []}'), (302, "")]
)
def test_an_endpoint_that_does_not_answer_is_an_error(status: int, body: str) -> None:
    with endpoint(status, body) as (base, _):
        writer = load_writer(f"{base}#small")
        assert writer is not None
        with pytest.raises(ModelError, match="does not answer"):
            writer.write("Pages.")


@pytest.mark.parametrize(
    "spec", ["http://localhost:1/v1", "ftp://localhost/v1#m", "file:///etc/passwd#m", "http://me:secret@host/v1#m"]
)
def test_addresses_that_are_not_taken(spec: str) -> None:
    with pytest.raises(ModelError, match="accepted") as caught:
        load_writer(spec)
    assert "secret" not in str(caught.value)


def tiny_model(folder: Path, *, is_summarizer: bool, safe: bool = True) -> Path:
    """A model of two words' wit with a tokenizer of whole words."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast, T5Config, T5ForConditionalGeneration

    torch.manual_seed(0)
    words = {word: n for n, word in enumerate("<pad> </s> <unk> a heap file is pile of pages".split())}
    tokenizer = Tokenizer(WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    ).save_pretrained(folder)
    special = {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 1}
    if is_summarizer:
        config = T5Config(
            vocab_size=len(words), d_model=8, d_kv=4, d_ff=8, num_layers=1, num_heads=2, decoder_start_token_id=0
        )
        model = T5ForConditionalGeneration(config)
    else:
        model = GPT2LMHeadModel(
            GPT2Config(vocab_size=len(words), n_positions=64, n_embd=8, n_layer=1, n_head=2, **special)
        )
    if safe:
        model.save_pretrained(folder)
    else:
        model.config.save_pretrained(folder)
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
    return folder


@pytest.mark.parametrize("is_summarizer", [False, True])
def test_a_local_model_writes_the_same_twice(tmp_path: Path, *, is_summarizer: bool) -> None:
    writer = load_writer(str(tiny_model(tmp_path / "tiny", is_summarizer=is_summarizer)))
    assert writer is not None
    assert writer.name == "tiny"
    text = "a heap file is a pile of pages " * 30
    assert writer.write(text) == writer.write(text)
    assert text not in writer.write(text)


def test_a_model_without_safetensors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="safetensors"):
        load_writer(str(tiny_model(tmp_path / "pickled", is_summarizer=False, safe=False)))
