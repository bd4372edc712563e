/* Studying one lecture: its page has the cards, all of them or those of a section. */
(function () {
  "use strict";
  var book = window.lecturebook;
  var article = document.querySelector("article[data-lecture]");
  if (!article || !book.session) return;
  var lecture = article.dataset.lecture;
  /* new cards that "more" asks for, beyond those of a day */
  var MORE = 10;
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

  /* A part of the page to be shown once more, without what is there once only. */
  function copyOf(part) {
    var copy = part.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll(".copy").forEach(function (one) {
      one.remove();
    });
    return copy;
  }

  var cards = Array.from(document.querySelectorAll("[data-card][id]")).flatMap(function (place) {
    var said = place.querySelector(".said");
    if (!said) return [];
    var prompt = place.querySelector(".prompt");
    var options = place.querySelector(".options");
    return [
      {
        lecture: lecture,
        id: place.id,
        kind: place.dataset.card,
        language: (prompt.querySelector("[lang]") || prompt.closest("[lang]")).lang,
        prompt: prompt.textContent.trim(),
        options: options && copyOf(options),
        second: secondOf(said),
        answer: function () {
          /* of an order all that is put in it */
          return copyOf(place.querySelector(".steps") || said);
        },
      },
    ];
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
          return kept[card.id] && book.progress.isDue(kept[card.id], now);
        })
        .sort(function (a, b) {
          return kept[a.id].due - kept[b.id].due;
        }),
      fresh: all.filter(function (card) {
        return !kept[card.id];
      }),
    };
  }

  function start(kind, most) {
    var now = Date.now();
    var parts = split(kind, now);
    var fresh = parts.fresh.slice(0, most === undefined ? book.progress.newLeft(now) : most);
    book.session.start(parts.due.concat(fresh), function () {
      var left = split(kind, Date.now()).fresh.length;
      if (!left) return [];
      return [
        book.session.button(Math.min(MORE, left) + " more", function () {
          start(kind, MORE);
        }),
      ];
    });
  }

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
  book.session.dialog.addEventListener("close", tell);
  tell();
})();
