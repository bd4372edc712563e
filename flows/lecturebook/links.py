"""Links to a second of a recording. Only http, https and relative paths of media files ever become a link."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from lecturebook.model import Lecture

_YOUTUBE = frozenset({"youtube.com", "youtube-nocookie.com"})
_VIMEO = frozenset({"vimeo.com", "player.vimeo.com"})
# players of files seek by a media fragment (https://www.w3.org/TR/media-frags/)
_MEDIA = re.compile(r"\.(?:mp4|m4v|mov|webm|mkv|ogv|mp3|m4a|aac|ogg|oga|opus|wav|flac)$", re.I)
# folders of youtube.com that hold a video; their pages do not seek by `t`, the watch page of the same id does
_VIDEO_FOLDER = re.compile(r"/(?:embed|live|shorts|v|e)/([\w-]{6,20})/?$")
_SUBDOMAIN = re.compile(r"^(?:www|m|music)\.")
_HOST = re.compile(r"(?:[^\s/?#@\\<>\"'`]*@)?[\w.\-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?")
# browsers drop these from a URL, so that "java\tscript:" runs
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_START_PARAMETERS = frozenset({"t", "start", "time_continue"})
_KEPT = "%/:;,@!$&'()*+=~?"


def time_url(lecture: Lecture, seconds: float) -> str:
    """The link to that second of the recording, rounded down; empty where there is none.

    A web page that no player is known for gives its own URL, which opens at its start: see `reaches_second`.
    A relative path (of a media file) is relative to the site's folder.
    """
    return _find_link(lecture, seconds)[0]


def reaches_second(lecture: Lecture) -> bool:
    """Whether links of `time_url` open at the second, and not merely the page of the recording."""
    return _find_link(lecture, 0.0)[1]


def source_url(lecture: Lecture) -> str:
    """The page or file of the recording as a whole; empty where there is none."""
    parts = _split(lecture.url)
    if parts is None or not (parts.netloc or _MEDIA.search(parts.path)):
        return time_url(lecture, 0.0)
    return parts.geturl()


def is_external(url: str) -> bool:
    """Whether `url` leaves the site."""
    return url.startswith(("https://", "http://"))


def _find_link(lecture: Lecture, seconds: float) -> tuple[str, bool]:
    """The link, and whether it opens at the second."""
    second = max(0, int(seconds))
    template = lecture.media_url.replace("{id}", quote(lecture.id, safe="", errors="replace"))
    parts = _split(template.replace("{seconds}", str(second)))
    if parts is None or not (parts.netloc or parts.path):
        parts = _split(lecture.url)
    elif "{seconds}" in template:
        return parts.geturl(), True
    return ("", False) if parts is None else _seek(parts, second)


def _seek(parts: SplitResult, second: int) -> tuple[str, bool]:
    """The URL that opens `parts` at `second`, and whether it can: YouTube, Vimeo, media files."""
    host = _SUBDOMAIN.sub("", (parts.hostname or "").lower())
    if (host in _YOUTUBE or host == "youtu.be") and (video := _youtube(parts, second)):
        return video, True
    if host in _VIMEO and re.search(r"/\d+", parts.path):
        return parts._replace(fragment=f"t={second}s").geturl(), True
    if _MEDIA.search(unquote(parts.path)):
        return parts._replace(fragment=f"t={second}").geturl(), True
    return (parts.geturl(), False) if parts.netloc else ("", False)


def _youtube(parts: SplitResult, second: int) -> str:
    """The same video at `second`, its other parameters kept; empty where `parts` names no video."""
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in _START_PARAMETERS
    ]
    if folder := _VIDEO_FOLDER.search(parts.path):
        query = [("v", folder[1]), *((name, value) for name, value in query if name != "v")]
        parts = parts._replace(netloc="www.youtube.com", path="/watch")
    is_short = (parts.hostname or "").lower().endswith("youtu.be") and len(parts.path) > 1
    if not is_short and not (parts.path == "/watch" and dict(query).get("v")):
        return ""
    return parts._replace(query=urlencode([*query, ("t", f"{second}s")]), fragment="").geturl()


def _split(url: str) -> SplitResult | None:
    """`url` in parts, percent-encoded where it must be; None unless it is http, https or a relative path."""
    url = url.strip()
    if not url or _CONTROL.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.netloc:
        allowed = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.netloc) is not None
    else:
        # a colon left in the path would read as a scheme: only what was encoded may stand there
        allowed = not parts.scheme and not url.startswith(("/", "\\", "#", "?"))
        parts = parts._replace(path=parts.path.replace(":", "%3A"))
    return _encode(parts) if allowed else None


def _encode(parts: SplitResult) -> SplitResult:
    path, query, fragment = (
        quote(text, safe=_KEPT, errors="replace") for text in (parts.path, parts.query, parts.fragment)
    )
    return parts._replace(path=path, query=query, fragment=fragment)
