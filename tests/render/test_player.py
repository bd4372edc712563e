from __future__ import annotations

import pytest

from lecturebook.model import Lecture
from lecturebook.render.player import content_policy, to_player

STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "


def lecture(url: str, media_url: str = "") -> Lecture:
    return Lecture("01", "01", "One", "en", url, media_url)


@pytest.mark.parametrize(
    ("url", "kind", "source", "plays"),
    [
        ("https://youtu.be/abcdefghijk?si=x", "youtube", "abcdefghijk", "frame-src https://www.youtube-nocookie.com"),
        ("https://m.youtube.com/watch?v=ab-_efghijk&t=9", "youtube", "ab-_efghijk", "frame-src https://www.youtube-"),
        ("https://www.youtube.com/shorts/abcdefghijk", "youtube", "abcdefghijk", "frame-src https://www.youtube-"),
        ("https://vimeo.com/123456", "vimeo", "123456", "frame-src https://player.vimeo.com;"),
        ("media/one.mp4", "video", "../../media/one.mp4", "media-src 'self'"),
        ("a b/one.MP3", "audio", "../../a%20b/one.MP3", "media-src 'self'"),
        (
            "https://e.org:8080/x.webm?key=1",
            "video",
            "https://e.org:8080/x.webm?key=1",
            "media-src https://e.org:8080;",
        ),
        ("https://u:p@e.org/x.webm", "", "", ""),
        ("https://youtu.be/%22%3E", "", "", ""),
        ("https://e.org/lecture", "", "", ""),
        ("javascript:alert(1)//x.mp4", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_what_plays_and_what_may_be_loaded(url: str, kind: str, source: str, plays: str) -> None:
    player = to_player(lecture(url), "../../")
    assert (player.kind, player.source) == (kind, source)
    policy = content_policy(player)
    assert policy.startswith(STRICT)
    assert plays in policy
    assert policy.count("-src") == (5 if kind else 4)


def test_a_template_of_an_unknown_player_is_only_a_link() -> None:
    assert not to_player(lecture("", "https://v.example.org/{id}?t={seconds}"), "").kind
