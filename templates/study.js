/* A study session with the cards of a lecture, or of one of its sections: asked, answered, asked again when it is due.

   From the page of what there is to study one goes through all lectures: each session ends with the way to the next. */
(function () {
  "use strict";
  var book = window.lecturebook;
  var article = document.querySelector("article[data-lecture]");
  if (!article) return;
  var lecture = article.dataset.lecture;
  var GRADES = ["again", "hard", "good", "easy"];
  /* new cards that "more" asks for, beyond those of a day */
  var MORE = 10;
  var dialog = document.getElementById("study");
  var state = document.getElementById("study-state");
  var front = document.getElementById("study-front");
  var back = document.getElementById("study-back");
  var grades = document.getElementById("study-grades");
  var chooser = document.getElementById("study-section");

  /* ---------- the cards of this page ---------- */

  function seconds(clock) {
    return clock.split(":").reduce(function (sum, part) {
      return 60 * sum + Number(part);
    }, 0);
  }

  function secondOf(place) {
    var time = place && place.querySelector(".time");
    return time ? seconds(time.textContent) : 0;
  }

  var cards = Array.from(document.querySelectorAll("[data-card][id]")).flatMap(function (place) {
    var said = place.querySelector(".said");
    var card = { id: place.id, kind: place.dataset.card, place: place, said: said, second: secondOf(said) };
    return said ? [card] : [];
  });

  var sections = Array.from(article.querySelectorAll(".part")).map(function (part, n, all) {
    return {
      title: part.querySelector("h2").textContent.replace(/\s*#\s*$/, ""),
      first: secondOf(part.querySelector(".range")),
      last: all[n + 1] ? secondOf(all[n + 1].querySelector(".range")) : Infinity,
    };
  });

  /* those that were chosen: of a kind or all, in a section or all */
  function chosen(kind) {
    var section = chooser && sections[Number(chooser.value) - 1];
    return cards.filter(function (card) {
      if (kind !== "all" && card.kind !== kind) return false;
      return !section || (card.second >= section.first && card.second < section.last);
    });
  }

  function split(kind, now) {
    var kept = book.progress.of(lecture);
    var all = chosen(kind);
    return {
      all: all,
      due: all
        .filter(function (card) {
          return kept[card.id] && kept[card.id].due <= now;
        })
        .sort(function (a, b) {
          return kept[a.id].due - kept[b.id].due;
        }),
      fresh: all.filter(function (card) {
        return !kept[card.id];
      }),
    };
  }

  /* ---------- a session ---------- */

  var queue = [];
  var done = 0;
  var card = null;
  var kindNow = "all";

  function span(ms) {
    var days = Math.round(ms / 86400000);
    if (days < 1) return Math.max(1, Math.round(ms / 60000)) + " min";
    if (days < 60) return days + (days === 1 ? " day" : " days");
    return days < 730 ? Math.round(days / 30.4) + " months" : Math.round(days / 365) + " years";
  }

  function button(text, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function start(kind, most) {
    var now = Date.now();
    var parts = split(kind, now);
    kindNow = kind;
    queue = parts.due.concat(parts.fresh.slice(0, most === undefined ? book.progress.newLeft(now) : most));
    done = 0;
    if (!dialog.open) dialog.showModal();
    next();
  }

  function next() {
    card = queue.shift() || null;
    back.replaceChildren();
    grades.replaceChildren();
    if (!card) return end();
    state.textContent = done + " answered, " + (queue.length + 1) + " to go";
    front.replaceChildren(card.place.querySelector(".prompt").textContent);
    var options = card.place.querySelector(".options");
    if (options) front.append(options.cloneNode(true));
    grades.append(button("Show the answer", show));
    grades.firstChild.focus();
  }

  function show() {
    /* of an order all that is put in it */
    var said = (card.place.querySelector(".steps") || card.said).cloneNode(true);
    said.removeAttribute("id");
    said.querySelectorAll(".copy").forEach(function (one) {
      one.remove();
    });
    back.replaceChildren(said);
    var before = book.progress.of(lecture)[card.id] || null;
    var now = Date.now();
    grades.replaceChildren();
    GRADES.forEach(function (name, n) {
      var after = book.schedule(before, n + 1, now);
      var made = button(n + 1 + " " + name, function () {
        grade(n + 1);
      });
      var when = document.createElement("small");
      when.textContent = span(after.due - now);
      made.append(" ", when);
      grades.append(made);
    });
    grades.children[2].focus();
  }

  function grade(value) {
    var isKept = book.progress.answer(lecture, card.id, value, Date.now());
    /* what was not known comes back in this session */
    if (value === 1) queue.push(card);
    done += 1;
    next();
    if (!isKept) state.textContent = "This browser keeps nothing.";
  }

  function end() {
    var left = split(kindNow, Date.now()).fresh.length;
    front.textContent = done ? "That is all for now." : "Nothing is due here.";
    state.textContent = done + " answered" + (left ? ", " + left + " new left for another day" : "");
    if (left)
      grades.append(
        button(Math.min(MORE, left) + " more", function () {
          start(kindNow, MORE);
        }),
      );
    var way = onward();
    if (way) grades.append(way);
    if (grades.firstChild) grades.lastChild.focus();
    tell();
  }

  /* The link to the next lecture of those that one goes through, or nothing. */
  function onward() {
    var list = book.read("study-way", []);
    if (!Array.isArray(list)) return null;
    var at = list.findIndex(function (one) {
      return one.lecture === lecture;
    });
    var following = at < 0 ? undefined : list[at + 1];
    if (!following || !/^lectures\/[\w-]+\/guide\.html$/.test(following.page)) return null;
    var link = document.createElement("a");
    link.className = "button";
    link.href = document.documentElement.dataset.root + following.page + "#study-now";
    link.textContent = "Next: " + following.title;
    return link;
  }

  dialog.addEventListener("keydown", function (event) {
    var value = Number(event.key);
    if (value >= 1 && value <= 4 && card && back.firstChild) {
      event.preventDefault();
      grade(value);
    }
  });

  /* ---------- what can be begun ---------- */

  var openers = Array.from(document.querySelectorAll("[data-study]"));

  function tell() {
    var now = Date.now();
    openers.forEach(function (opener) {
      var parts = split(opener.dataset.study, now);
      opener.querySelector(".count").textContent = book.progress.told(parts.due.length, parts.fresh.length);
      opener.disabled = !parts.all.length;
    });
  }

  openers.forEach(function (opener) {
    opener.addEventListener("click", function () {
      start(opener.dataset.study);
    });
  });
  if (chooser) {
    sections.forEach(function (section, n) {
      chooser.append(new Option(n + 1 + ". " + section.title, n + 1));
    });
    chooser.addEventListener("change", tell);
  }
  tell();
  if (location.hash === "#study-now") start("all");
})();
