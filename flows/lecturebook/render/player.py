"""How a page can play its recording itself, and the content policy that allows just that."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from lecturebook.links import is_external, reaches_second, time_url
from lecturebook.model import Lecture
from lecturebook.render.views import Player

YOUTUBE_FRAME = "https://www.youtube-nocookie.com"
VIMEO_FRAME = "https://player.vimeo.com"

_YOUTUBE_ID = re.compile(r"[\w-]{6,20}")
_VIMEO_ID = re.compile(r"/(\d+)(?:/|$)")
_SUBDOMAIN = re.compile(r"^(?:www|m|music|player)\.")
_AUDIO = re.compile(r"\.(?:mp3|m4a|aac|ogg|oga|opus|wav|flac)$", re.I)
_VIDEO = re.compile(r"\.(?:mp4|m4v|mov|webm|mkv|ogv)$", re.I)
# what may stand in a content policy: an origin with nothing in it that could begin another directive
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?")
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
_POLICY_END = "base-uri 'none'; form-action 'none'"


def to_player(lecture: Lecture, root: str) -> Player:
    """What plays the recording of `lecture` on a page from which `root` leads to the site's folder.

    It follows the links of the times: where they lead to a page of no known player, there is none.
    """
    url = time_url(lecture, 0.0) if reaches_second(lecture) else ""
    parts = urlsplit(url)
    host = _SUBDOMAIN.sub("", (parts.hostname or "").lower())
    if host in {"youtube.com", "youtu.be", "youtube-nocookie.com"}:
        video = parts.path.strip("/") if host == "youtu.be" else dict(parse_qsl(parts.query)).get("v", "")
        return Player("youtube", video) if _YOUTUBE_ID.fullmatch(video) else Player()
    if host == "vimeo.com" and (number := _VIMEO_ID.search(parts.path)):
        return Player("vimeo", number[1])
    kind = "audio" if _AUDIO.search(unquote(parts.path)) else "video" if _VIDEO.search(unquote(parts.path)) else ""
    if not kind or (is_external(url) and not _ORIGIN.fullmatch(_origin(url))):
        return Player()
    file = parts._replace(fragment="").geturl()
    return Player(kind, file if is_external(url) else root + file)


def content_policy(player: Player | None = None) -> str:
    """The Content-Security-Policy of a page with `player`: our own scripts and style, and what plays."""
    return "; ".join(filter(None, (_POLICY, _plays(player or Player()), _POLICY_END)))


def _plays(player: Player) -> str:
    if player.kind in {"audio", "video"}:
        return f"media-src {_origin(player.source)}" if is_external(player.source) else "media-src 'self'"
    frame = {"youtube": YOUTUBE_FRAME, "vimeo": VIMEO_FRAME}.get(player.kind)
    return f"frame-src {frame}" if frame else ""


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
