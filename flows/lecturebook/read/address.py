"""Addresses of recordings, which come from strangers."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from lecturebook.read.text import clean_line


def base_url(url: str) -> str:
    """`url` without the time it points to; an empty string where it is no web address.

    >>> base_url("https://www.youtube.com/watch?v=-9evrZnBorM&t=1086s")
    'https://www.youtube.com/watch?v=-9evrZnBorM'
    >>> base_url("javascript:alert(1)")
    ''
    """
    if not url:
        return ""
    try:
        parts = urlsplit(clean_line(url))
    except ValueError:  # such as "http://[": no IPv6 address
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in parts.geturl():
        return ""
    # kept as written: parse_qsl and urlencode would spell other parameters anew
    query = "&".join(item for item in parts.query.split("&") if item.partition("=")[0] != "t")
    fragment = "" if parts.fragment.startswith("t=") else parts.fragment
    return urlunsplit(parts._replace(query=query, fragment=fragment))
