"""Models that write: one on this machine, or one behind an OpenAI-compatible endpoint that the user runs.

Off unless a user names one. A local model is loaded from safetensors alone and no code of its own runs; both are asked
for the likeliest words, so that the same input gives the same text as far as the model itself does.
"""

from __future__ import annotations

import functools
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from lecturebook.errors import ModelError
from lecturebook.weights import loading, refuse_pickles, weights_digest

_PROMPT = (
    "Summarize this part of a lecture in two or three short plain sentences. Use only what the lecturer says, in the "
    "lecturer's own words where you can. No introduction, no list.\n\n"
)
_NEW_TOKENS = 160
# letters of a section that a model is given, and bytes that an endpoint may answer with
_MOST_LETTERS, _MOST_BYTES = 12_000, 1_000_000
_SECONDS = 300.0


class Writer(Protocol):
    """What writes an abstract of a text. `name` is shown; it never holds a key or a password."""

    @property
    def name(self) -> str:
        """What the model is called."""

    def write(self, text: str) -> str:
        """A few sentences on `text`. Raises `ModelError` where the model cannot be asked."""


@dataclass(frozen=True, slots=True)
class LocalWriter:
    """A model of `transformers` with its tokenizer; make one with `load_writer`."""

    name: str
    model: Any
    tokenizer: Any

    def write(self, text: str) -> str:
        """See `Writer`."""
        import torch

        room = int(min(getattr(self.model.config, "max_position_embeddings", 1024) or 1024, 4096))
        is_summarizer = bool(self.model.config.is_encoder_decoder)
        asked = text if is_summarizer else _asked(self.tokenizer, text)
        new = min(_NEW_TOKENS, room // 4)
        # a text generator writes behind what it was asked, so both must fit
        most = room if is_summarizer else room - new
        ids = self.tokenizer(asked, return_tensors="pt", truncation=True, max_length=most)
        with torch.inference_mode():
            made = self.model.generate(
                input_ids=ids["input_ids"], attention_mask=ids["attention_mask"], max_new_tokens=new, do_sample=False
            )[0]
        start = 0 if is_summarizer else ids["input_ids"].shape[1]
        return str(self.tokenizer.decode(made[start:], skip_special_tokens=True))


def _asked(tokenizer: Any, text: str) -> str:
    """The request as the model's own chat template puts it, where it has one."""
    request = _PROMPT + text[:_MOST_LETTERS]
    if not getattr(tokenizer, "chat_template", None):
        return f"{request}\n\nSummary:"
    messages = [{"role": "user", "content": request}]
    return str(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))


@dataclass(frozen=True, slots=True)
class EndpointWriter:
    """The model `name` behind the OpenAI-compatible endpoint `base`, such as ``http://localhost:8080/v1``."""

    base: str
    name: str

    def write(self, text: str) -> str:
        """See `Writer`."""
        # `load_writer` takes http and https alone
        body = {
            "model": self.name,
            "messages": [{"role": "user", "content": _PROMPT + text[:_MOST_LETTERS]}],
            "temperature": 0,
            "seed": 0,
            "max_tokens": _NEW_TOKENS,
        }
        request = urllib.request.Request(  # noqa: S310
            f"{self.base}/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        try:
            with _OPENER.open(request, timeout=_SECONDS) as answer:
                document = json.loads(answer.read(_MOST_BYTES))
            return str(document["choices"][0]["message"]["content"])
        except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise ModelError(self.name, f"{self.base} does not answer ({type(error).__name__}: {error})") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The words of a lecture go where the user said, and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""
        return


_OPENER = urllib.request.build_opener(_NoRedirect)


@functools.lru_cache(maxsize=1)
def load_writer(spec: str) -> Writer | None:
    """The writer of `spec`: nothing, ``http://…/v1#model``, or a folder or Hugging Face name; loaded once a process.

    Raises `ModelError` where an address names no model, or a model cannot be loaded or has no safetensors weights.
    """
    if not spec:
        return None
    if "://" in spec:
        return _endpoint(spec)
    return _local(spec)


def _endpoint(spec: str) -> EndpointWriter:
    parts = urlsplit(spec)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not parts.fragment or parts.username:
        raise ModelError("writer", "accepted: http://HOST:PORT/v1#MODEL, https too, without a user's name")
    return EndpointWriter(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", parts.fragment)


def _local(spec: str) -> LocalWriter:
    refuse_pickles(Path(spec), spec)
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

    is_folder = Path(spec).is_dir()
    common: dict[str, Any] = {"local_files_only": is_folder, "trust_remote_code": False}
    with loading(spec, what="a text-generation or summarisation model"):
        config = AutoConfig.from_pretrained(spec, **common)
        kind = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
        model = kind.from_pretrained(spec, use_safetensors=True, **common).eval()
        tokenizer = AutoTokenizer.from_pretrained(spec, **common)
    return LocalWriter(Path(spec).name if is_folder else spec, model, tokenizer)


def writer_digest(spec: str) -> str:
    """The digest of a local writer's weights; that of a model behind an endpoint cannot be known."""
    return weights_digest(spec) if spec and "://" not in spec else ""
