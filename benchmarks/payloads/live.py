"""A site made of payloads, looked at in Chromium: whatever runs, loads, complains, is no text, or fits no phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# milliseconds; a machine may be busy
_PATIENCE = 120_000
# staff may name an image of theirs that is not beside the site
_NOT_THERE = "ERR_FILE_NOT_FOUND"
# before any script of a page: what a payload calls, and what the policy refuses, is kept
WATCH = """
window.caught = [];
for (const name of ["alert", "confirm", "prompt", "open", "fetch"])
  window[name] = (...values) => { window.caught.push(name + "(" + values.join() + ")"); };
document.addEventListener("securitypolicyviolation", (event) =>
  window.caught.push(event.violatedDirective + " " + event.blockedURI));
"""
# the same rules as static.dangers, for what the browser made of the page and our scripts added to it
DANGERS = """() => {
  const found = window.caught.concat(window.ran ? ["ran"] : []);
  const forbidden = "iframe,object,embed,applet,base,frame,frameset,foreignObject,animate,animateTransform,set,use," +
    "style,template,noscript,math,video,audio,form:not([method=dialog])," +
    "meta[http-equiv]:not([http-equiv=Content-Security-Policy]),script:not([src]):not([type='application/ld+json'])";
  for (const node of document.querySelectorAll(forbidden)) found.push(node.outerHTML.slice(0, 120));
  const ours = location.href.replace(/[^/]*$/, "") + document.documentElement.dataset.root;
  const assets = new URL("assets/", ours).href;
  for (const node of document.querySelectorAll("*"))
    for (const { name, value } of node.attributes) {
      if (name.startsWith("on") || name === "style" && node.id !== "preview") found.push(node.tagName + " " + name);
      if (!/^(href|src|srcset|action|formaction|poster|data|background|ping|xlink:href)$/.test(name)) continue;
      const address = new URL(value, location.href);
      const isFollowed = node.tagName.toLowerCase() === "a" || node.rel === "canonical";
      if (/^(script|link|img)$/i.test(node.tagName) && !isFollowed && node.rel !== "alternate" &&
          !address.href.startsWith(assets) && node.tagName !== "IMG") found.push(node.tagName + " " + value);
      if (!["file:", "http:", "https:", "mailto:"].includes(address.protocol)) found.push(node.tagName + " " + value);
      if (!isFollowed && address.protocol !== location.protocol) found.push(node.tagName + " " + value);
    }
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(wide + " px wider than the screen");
  return [...new Set(found)];
}"""
# everything is unfolded, and what readers do is done: pointing, going along by Tab, typing
POKE = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const nodes = Array.from(document.querySelectorAll("a.term, .terms a, .heard, .said[id]")).slice(0, 40);
  for (const node of nodes) {
    for (const name of ["pointerover", "mouseover", "pointerout"])
      node.dispatchEvent(new PointerEvent(name, { bubbles: true, pointerType: "mouse" }));
    if (node.tabIndex >= 0) node.focus();
  }
  scrollTo(0, document.body.scrollHeight);
}"""


def look(browser: Any, site: Path, *, queries: Sequence[str] = ()) -> Iterator[str]:
    """Each finding of each page of `site` on a phone, and of what a search for each of `queries` shows."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(_PATIENCE)
    page, notes = _watched(context)
    try:
        for path in sorted(site.rglob("*.html")):
            page.goto(path.as_uri(), wait_until="load")
            page.evaluate(POKE)
            yield from (f"{path.relative_to(site)}: {line}" for line in (*page.evaluate(DANGERS), *notes))
            notes.clear()
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("/")
        for query in queries:
            page.locator("#search-words").fill("")
            page.locator("#search-state:empty").wait_for(state="attached")
            page.locator("#search-words").fill(query)
            page.locator("#search-state:not(:empty)").wait_for()
            yield from (f"search for {query!r}: {line}" for line in (*page.evaluate(DANGERS), *notes))
            notes.clear()
    finally:
        context.close()


def _watched(context: Any) -> tuple[Any, list[str]]:
    """A page of `context`, and a list that fills with what it asks for, says and complains of."""
    notes: list[str] = []
    page = context.new_page()
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: (notes.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: _NOT_THERE in message.text or notes.append(f"console {message.text[:200]}"))
    page.on("pageerror", lambda error: notes.append(f"error {str(error)[:200]}"))
    page.on("popup", lambda popup: notes.append(f"window {popup.url}"))
    page.on(
        "request", lambda request: request.url.startswith("file:") or notes.append(f"asked for {request.url[:200]}")
    )
    page.on("framenavigated", lambda frame: frame.parent_frame and notes.append(f"frame {frame.url[:200]}"))
    return page, notes
