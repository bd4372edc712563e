/* What every page can do: colours, keys, links to copy, previews of concepts, and knowing where one is. */
(function () {
  "use strict";
  var book = window.lecturebook;
  var root = document.documentElement;

  /* ---------- colours ---------- */

  var dark = matchMedia("(prefers-color-scheme: dark)");
  var theme = document.getElementById("theme");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  }

  function showTheme() {
    theme.setAttribute("aria-pressed", String(isDark()));
  }

  theme.addEventListener("click", function () {
    root.dataset.theme = isDark() ? "light" : "dark";
    book.write("theme", root.dataset.theme);
    showTheme();
  });
  dark.addEventListener("change", showTheme);
  showTheme();

  /* ---------- data in scripts: a page from a folder may load nothing else ---------- */

  var loaded = new Map();
  var handed = new Map();

  /* Each such script hands over what it holds, by the name it was asked for. */
  book.shard = function (name, content) {
    handed.set(name, content);
  };

  /* What the script at `path`, from the site's folder, hands over as `name`; it is loaded once. */
  book.load = function (path, name) {
    if (!loaded.has(path)) {
      loaded.set(
        path,
        new Promise(function (done, failed) {
          var script = document.createElement("script");
          script.src = root.dataset.root + path;
          script.onload = function () {
            done(handed.get(name));
          };
          script.onerror = function () {
            loaded.delete(path);
            failed(new Error(path));
          };
          document.head.append(script);
        }),
      );
    }
    return loaded.get(path);
  };

  /* ---------- going to a place ---------- */

  /* A place inside a folded transcript is unfolded first. */
  function reveal(place) {
    for (var up = place; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    /* at once: what lies between may not be laid out yet, so that a smooth way would end beside the place */
    place.scrollIntoView({ block: "start" });
  }

  /* "#at-278": the sentence that is said at that second. */
  function sentenceAt(second) {
    var found = null;
    document.querySelectorAll("[data-s]").forEach(function (one) {
      if (!found || Number(one.dataset.s) <= second + 0.999) found = one;
    });
    return found;
  }

  function goToHash() {
    document.querySelectorAll(".sought").forEach(function (one) {
      one.classList.remove("sought");
    });
    var name = decodeURIComponent(location.hash.slice(1));
    var at = /^at-(\d+)$/.exec(name);
    var place = at ? sentenceAt(Number(at[1])) : document.getElementById(name);
    if (!place || (!at && !place.closest("details"))) return;
    if (at) place.classList.add("sought");
    reveal(place);
  }

  addEventListener("hashchange", goToHash);
  if (location.hash) goToHash();

  /* ---------- sections: where one is, and to the next ---------- */

  var sections = Array.from(document.querySelectorAll(".part h2[id], .glossary h2[id], .questions h2[id]"));
  var spot = document.querySelector(".spot");
  var entries = new Map();
  document.querySelectorAll(".contents a:not(.time)").forEach(function (link) {
    entries.set(decodeURIComponent(link.hash.slice(1)), link);
  });

  /* asked of the sections, not of their headings: those far away would have to be laid out for that */
  function current() {
    var at = -1;
    sections.forEach(function (heading, n) {
      if (heading.closest("section").getBoundingClientRect().top < innerHeight / 3) at = n;
    });
    return at;
  }

  function spy() {
    var heading = sections[current()];
    var link = heading && entries.get(heading.id);
    document.querySelectorAll(".contents [aria-current]").forEach(function (one) {
      if (one !== link) one.removeAttribute("aria-current");
    });
    if (link) link.setAttribute("aria-current", "true");
    if (!spot) return;
    spot.hidden = !link;
    spot.textContent = link ? link.textContent : "";
  }

  var waiting = false;
  if (sections.length) {
    addEventListener(
      "scroll",
      function () {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(function () {
          waiting = false;
          spy();
        });
      },
      { passive: true },
    );
    spy();
  }

  function step(by) {
    var at = current() + by;
    /* "previous" first goes to the head of the section one is in */
    if (by < 0 && at + 1 >= 0 && sections[at + 1].getBoundingClientRect().top < -8) at += 1;
    var heading = sections[Math.min(at, sections.length - 1)];
    if (heading) reveal(heading);
    else scrollTo(0, 0);
  }

  /* the arrows go along the timeline */
  document.querySelectorAll(".timeline").forEach(function (line) {
    var links = Array.from(line.querySelectorAll("a"));
    line.addEventListener("keydown", function (event) {
      var by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      var next = by && links[links.indexOf(document.activeElement) + by];
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      links.forEach(function (link) {
        link.setAttribute("tabindex", link === next ? "0" : "-1");
      });
      next.focus();
    });
  });

  /* ---------- a link to every statement: one button, where the pointer or the focus is ---------- */

  var copy = document.createElement("button");
  copy.type = "button";
  copy.className = "copy";
  copy.title = "Copy the link to this statement";
  copy.setAttribute("aria-label", "Copy the link to this statement");
  copy.textContent = "#";

  function offer(event) {
    var place = event.target.closest && event.target.closest(".said[id], .questions li[id], .glossary dl > div[id]");
    if (!place || place === copy.parentElement || copy === document.activeElement) return;
    copy.textContent = "#";
    place.append(copy);
  }

  document.addEventListener("pointerover", offer);
  document.addEventListener("focusin", offer);
  copy.addEventListener("click", function () {
    var address = location.href.split("#")[0] + "#" + encodeURIComponent(copy.parentElement.id);
    history.replaceState(null, "", address);
    var done = navigator.clipboard ? navigator.clipboard.writeText(address) : Promise.reject();
    done.then(
      function () {
        copy.textContent = "copied";
      },
      function () {
        copy.textContent = "in the address bar";
      },
    );
  });

  /* ---------- what a concept is, where it is named ---------- */

  var known = new Map();
  document.querySelectorAll(".glossary dl > div").forEach(function (entry) {
    var link = entry.querySelector("dt a");
    if (link) known.set(link.href, entry);
  });
  var preview = null;

  function hidePreview() {
    if (!preview) return;
    var link = document.querySelector("[aria-describedby=preview]");
    if (link) link.removeAttribute("aria-describedby");
    preview.remove();
    preview = null;
  }

  function showPreview(event) {
    var link = event.target.closest && event.target.closest("a.term, .terms a, .defines a");
    var entry = link && known.get(link.href);
    if (!entry) return;
    hidePreview();
    preview = document.createElement("div");
    preview.id = "preview";
    preview.setAttribute("role", "tooltip");
    var name = document.createElement("b");
    name.dir = "auto";
    name.textContent = entry.querySelector("dt").textContent;
    preview.append(name);
    [".quote", ".tally"].forEach(function (part) {
      var from = entry.querySelector(part);
      if (!from) return;
      var line = document.createElement("p");
      line.className = part.slice(1);
      line.dir = "auto";
      line.textContent = from.textContent;
      preview.append(line);
    });
    document.body.append(preview);
    link.setAttribute("aria-describedby", "preview");
    var box = link.getBoundingClientRect();
    var left = Math.max(8, Math.min(box.left, root.clientWidth - preview.offsetWidth - 8));
    var below = box.bottom + preview.offsetHeight + 12 < innerHeight;
    /* set by script, not by an attribute: the content policy allows that */
    preview.style.left = left + scrollX + "px";
    preview.style.top = scrollY + (below ? box.bottom + 6 : box.top - preview.offsetHeight - 6) + "px";
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "mouse") showPreview(event);
  });
  document.addEventListener("pointerout", hidePreview);
  document.addEventListener("focusin", showPreview);
  document.addEventListener("focusout", hidePreview);

  /* ---------- keys ---------- */

  var help = document.getElementById("help");
  document.getElementById("help-open").addEventListener("click", function () {
    help.showModal();
  });

  function foldAll() {
    var all = Array.from(document.querySelectorAll("details.transcript"));
    var open = !all.some(function (one) {
      return one.open;
    });
    all.forEach(function (one) {
      one.open = open;
    });
  }

  var keys = {
    "?": function () {
      help.showModal();
    },
    j: function () {
      step(1);
    },
    k: function () {
      step(-1);
    },
    t: foldAll,
  };

  /* Other scripts add theirs. A key that is typed into a field, or with Control, is not ours. */
  book.keys = keys;
  book.reveal = reveal;
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") hidePreview();
    var act = !typing && Object.prototype.hasOwnProperty.call(keys, event.key) && keys[event.key];
    if (act && act(event) !== false) event.preventDefault();
  });
})();
