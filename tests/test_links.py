from __future__ import annotations

import pytest

from lecturebook.links import reaches_second, source_url, time_url
from lecturebook.model import Lecture

WATCH = "https://www.youtube.com/watch?v=abcdefghijk"


def lecture(url: str = "", media_url: str = "", name: str = "01") -> Lecture:
    return Lecture(name, "01", "Storage", "en", url, media_url)


@pytest.mark.parametrize(
    ("seconds", "second"),
    [
        (0, 0),
        (59, 59),
        (59.99, 59),
        (3599, 3599),
        (3600, 3600),
        (5999, 5999),
        (6000, 6000),
        (11300.5, 11300),
        (-1, 0),
    ],
)
@pytest.mark.parametrize(
    ("url", "link"),
    [
        (WATCH, WATCH + "&t={}s"),
        (WATCH + "&list=PL1&index=4", WATCH + "&list=PL1&index=4&t={}s"),
        (WATCH + "&t=42s&start=7#t=9", WATCH + "&t={}s"),
        ("http://m.youtube.com/watch?v=abcdefghijk", "http://m.youtube.com/watch?v=abcdefghijk&t={}s"),
        ("https://youtu.be/abcdefghijk", "https://youtu.be/abcdefghijk?t={}s"),
        ("https://youtu.be/abcdefghijk?si=x", "https://youtu.be/abcdefghijk?si=x&t={}s"),
        ("https://www.youtube.com/embed/abcdefghijk?rel=0", WATCH + "&rel=0&t={}s"),
        ("https://www.youtube-nocookie.com/embed/abcdefghijk", WATCH + "&t={}s"),
        ("https://youtube.com/live/abcdefghijk?feature=share", WATCH + "&feature=share&t={}s"),
        ("https://youtube.com/shorts/abcdefghijk", WATCH + "&t={}s"),
        ("https://vimeo.com/123456", "https://vimeo.com/123456#t={}s"),
        ("https://player.vimeo.com/video/123456?h=a#x", "https://player.vimeo.com/video/123456?h=a#t={}s"),
        ("https://e.org/a/lecture.mp4", "https://e.org/a/lecture.mp4#t={}"),
        ("https://e.org/a/LECTURE.WEBM?token=1", "https://e.org/a/LECTURE.WEBM?token=1#t={}"),
        ("media/01 intro.mp3", "media/01%20intro.mp3#t={}"),
        ("../media/a:b.ogg", "../media/a%3Ab.ogg#t={}"),
        ("https://e.org/ü/a.m4a", "https://e.org/%C3%BC/a.m4a#t={}"),
    ],
)
def test_a_link_opens_at_the_second(url: str, link: str, seconds: float, second: int) -> None:
    assert time_url(lecture(url), seconds) == link.format(second)
    assert reaches_second(lecture(url))


@pytest.mark.parametrize(
    ("media_url", "name", "link"),
    [
        ("https://e.org/{id}?t={seconds}", "01", "https://e.org/01?t=95"),
        ("https://e.org/{id}?t={seconds}", "a/../b?c#d", "https://e.org/a%2F..%2Fb%3Fc%23d?t=95"),
        ("https://e.org/{id}?t={seconds}", "{seconds}", "https://e.org/%7Bseconds%7D?t=95"),
        ("https://e.org/{id}?t={seconds}", "\ud800", "https://e.org/%3F?t=95"),
        ("https://e.org/{id}.mp4", "01", "https://e.org/01.mp4#t=95"),
        ("media/{id}.mp4#t={seconds}", "01", "media/01.mp4#t=95"),
    ],
)
def test_a_template_of_the_course_comes_first(media_url: str, name: str, link: str) -> None:
    made = lecture(WATCH, media_url, name)
    assert time_url(made, 95.9) == link
    assert reaches_second(made)


@pytest.mark.parametrize(
    "url",
    [
        "https://e.org/lectures/1",
        "https://e.org/app#/lecture/1",
        "https://www.youtube.com/playlist?list=PL1",
        "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "https://vimeo.com/about",
        "https://e.org/notes.mp4.html",
    ],
)
def test_a_page_that_cannot_seek_is_linked_as_it_is(url: str) -> None:
    assert time_url(lecture(url), 95) == url
    assert not reaches_second(lecture(url))


HOSTILE = [
    "",
    "  ",
    "javascript:alert(1)",
    "javascript:alert(1)//a.mp4",
    "java\tscript:alert(1).mp4",
    "\x01javascript:alert(1)",
    "JAVASCRIPT://youtu.be/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x.mp4",
    "file:///etc/passwd.mp4",
    "ftp://e.org/a.mp4",
    "//evil.example/a.mp4",
    "\\\\evil.example\\a.mp4",
    "/\\evil.example/a.mp4",
    "https://[::1/a.mp4",
    'https://e.org"onmouseover=alert(1)/a.mp4',
    "notes.html",
    "lecture one",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_anything_else_is_no_link(url: str) -> None:
    for made in (lecture(url), lecture("", url), lecture(url, url)):
        assert (time_url(made, 95), reaches_second(made), source_url(made)) == ("", False, "")


@pytest.mark.parametrize(
    ("url", "media_url", "link"),
    [
        (WATCH, "", WATCH),
        ("https://e.org/1", "https://e.org/{id}?t={seconds}", "https://e.org/1"),
        ("", "https://e.org/{id}?t={seconds}", "https://e.org/01?t=0"),
        ("media/a.mp4", "", "media/a.mp4"),
        ("lecture one", "https://e.org/{id}?t={seconds}", "https://e.org/01?t=0"),
    ],
)
def test_the_recording_as_a_whole(url: str, media_url: str, link: str) -> None:
    assert source_url(lecture(url, media_url)) == link
