/* What there is to study in the course: what is due where, a session that mixes all lectures, and progress as a file. */
(function () {
  "use strict";
  var book = window.lecturebook;
  var rows = Array.from(document.querySelectorAll("li[data-lecture]"));
  if (!rows.length || !book.session) return;
  var summary = document.getElementById("plan");
  var begin = document.getElementById("plan-begin");
  var limit = document.getElementById("plan-new");
  var length = document.getElementById("plan-most");
  var state = document.getElementById("progress-state");
  /* cards in a session, and new ones that "more" asks for beyond those of a day */
  var MOST = 20;
  var MORE = 10;

  function most() {
    var kept = book.read("study-most", MOST);
    return typeof kept === "number" && kept > 0 ? kept : MOST;
  }

  /* ---------- what is due ---------- */

  /* by lecture: what was asked already, what of it is due, how much was never asked */
  function look() {
    var now = Date.now();
    return rows.map(function (row) {
      var kept = book.progress.present(row.dataset.lecture);
      var ids = Object.keys(kept);
      return {
        row: row,
        lecture: row.dataset.lecture,
        kept: kept,
        asked: ids.length,
        fresh: Math.max(0, Number(row.dataset.count) - ids.length),
        due: ids.filter(function (id) {
          return book.progress.isDue(kept[id], now);
        }),
      };
    });
  }

  function sum(all, value) {
    return all.reduce(function (total, one) {
      return total + value(one);
    }, 0);
  }

  function dueIn(one) {
    return one.due.length;
  }

  function freshIn(one) {
    return one.fresh;
  }

  function tell() {
    var all = look();
    var fresh = sum(all, freshIn);
    var left = Math.min(book.progress.newLeft(Date.now()), fresh);
    var due = sum(all, dueIn);
    var parts = [due + " due today", left + " new of " + fresh + " not asked yet"];
    if (!due && !left) parts = [fresh ? "Done for today: " + fresh + " not asked yet" : "Done for today"];
    summary.textContent = parts.join(" · ");
    begin.disabled = !due && !fresh;
    begin.textContent = due || left || !fresh ? "Study now" : Math.min(MORE, fresh) + " more";
    all.forEach(function (one) {
      var count = one.asked + one.fresh;
      var words = one.asked ? [one.asked + " of " + count + " asked", one.due.length && one.due.length + " due"] : [];
      one.row.querySelector(".due").textContent = words.filter(Boolean).join(", ");
      one.row.classList.toggle("has-due", one.due.length > 0);
      var known = one.row.querySelector(".known");
      known.hidden = !one.asked;
      known.max = Math.max(1, count);
      known.value = one.asked - one.due.length;
    });
  }

  /* ---------- a session over all lectures ---------- */

  function passage(said, language) {
    var line = document.createElement("p");
    var link = document.createElement("a");
    var words = document.createElement("span");
    line.className = "said";
    if (said.name) {
      var name = document.createElement("b");
      name.dir = "auto";
      name.lang = language;
      name.textContent = said.name;
      line.append(name, " ");
    }
    link.className = said.about ? "time approximate" : "time";
    link.textContent = said.clock;
    words.className = "quote";
    words.dir = "auto";
    words.lang = language;
    words.textContent = said.words;
    /* in a tab of its own: the session goes on */
    if (said.href) {
      link.href = said.href;
      link.target = "_blank";
      link.rel = "noopener";
    }
    line.append(link, " ", words);
    return line;
  }

  function listOf(kind, name, items) {
    var list = document.createElement(kind);
    list.className = name;
    items.forEach(function (one) {
      var item = document.createElement("li");
      item.append(one);
      list.append(item);
    });
    return list;
  }

  function linkTo(row, id) {
    var link = document.createElement("a");
    link.href = row.dataset.page + "#" + encodeURIComponent(id);
    link.target = "_blank";
    link.rel = "noopener";
    link.dir = "auto";
    link.textContent = row.querySelector("h3").textContent.trim();
    return link;
  }

  /* The cards of a lecture by their ids, as its script has them. */
  async function cardsOf(one) {
    var given = await book.load(one.row.dataset.cards, "cards/" + one.lecture);
    var cards = new Map();
    given.cards.forEach(function (card) {
      cards.set(card.id, {
        lecture: one.lecture,
        id: card.id,
        language: given.language,
        prompt: card.prompt,
        options: card.options.length ? listOf("ul", "options", card.options) : null,
        from: linkTo(one.row, card.id),
        answer: function () {
          var said = card.said.map(function (part) {
            return passage(part, given.language);
          });
          return said.length > 1 ? listOf("ol", "steps", said) : said[0];
        },
      });
    });
    book.progress.have(one.lecture, Array.from(cards.keys()));
    return cards;
  }

  /* What is due first, wherever it is, up to `count` cards; then no more than `fresh` that were never asked, in the
     order of the course. */
  async function choose(count, fresh) {
    var all = look();
    var due = all.flatMap(function (one) {
      return one.due.map(function (id) {
        return { one: one, id: id, due: one.kept[id].due };
      });
    });
    due.sort(function (a, b) {
      return a.due - b.due;
    });
    due = due.slice(0, count);
    /* side by side; each script is loaded once */
    await Promise.all(
      due.map(function (place) {
        return cardsOf(place.one);
      }),
    );
    var chosen = [];
    for (var place of due) {
      var card = (await cardsOf(place.one)).get(place.id);
      if (card) chosen.push(card);
    }
    var left = Math.min(count - chosen.length, fresh);
    for (var one of all) {
      if (left <= 0) break;
      if (!one.fresh) continue;
      for (card of (await cardsOf(one)).values()) {
        if (left <= 0) break;
        if (one.kept[card.id]) continue;
        chosen.push(card);
        left -= 1;
      }
    }
    return chosen;
  }

  /* What may be done after the last card: the next ones, if there are any. */
  function onward() {
    var all = look();
    var due = sum(all, dueIn);
    var fresh = sum(all, freshIn);
    var left = Math.min(book.progress.newLeft(Date.now()), fresh);
    var next = Math.min(most(), due + left);
    if (!next && !fresh) return [];
    return [book.session.button(next ? "Next " + next : Math.min(MORE, fresh) + " more", start)];
  }

  async function start() {
    try {
      var due = sum(look(), dueIn);
      var left = book.progress.newLeft(Date.now());
      book.session.start(await choose(most(), due || left ? left : MORE), onward);
    } catch (error) {
      summary.textContent = "The cards could not be loaded (" + error.message + ").";
    }
  }

  begin.addEventListener("click", start);
  book.session.dialog.addEventListener("close", tell);

  limit.value = String(book.progress.newADay());
  limit.addEventListener("change", function () {
    book.progress.setNewADay(Number(limit.value));
    tell();
  });
  length.value = String(most());
  length.addEventListener("change", function () {
    book.write("study-most", Number(length.value));
  });

  /* ---------- progress as a file ---------- */

  document.getElementById("progress-export").addEventListener("click", function () {
    var lectures = {};
    rows.forEach(function (row) {
      lectures[row.dataset.lecture] = book.progress.of(row.dataset.lecture);
    });
    var course = document.documentElement.dataset.course;
    var link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify({ course: course, lectures: lectures })], { type: "application/json" }),
    );
    link.download = "progress-" + course + ".json";
    link.click();
    URL.revokeObjectURL(link.href);
  });

  document.getElementById("progress-import").addEventListener("change", function (event) {
    var file = event.target.files[0];
    if (!file) return;
    file.text().then(function (text) {
      event.target.value = ""; /* so that the same file can be taken again */
      try {
        var given = JSON.parse(text);
        if (given.course !== document.documentElement.dataset.course) throw new Error("it is of another course");
        var taken = 0;
        rows.forEach(function (row) {
          var cards = given.lectures[row.dataset.lecture];
          if (cards && typeof cards === "object") taken += book.progress.merge(row.dataset.lecture, cards);
        });
        state.textContent = taken + " answers taken over";
        tell();
      } catch (error) {
        state.textContent = "That file was not read: " + error.message;
      }
    });
  });

  tell();
  /* back from a lecture: the page may have been kept as it was */
  addEventListener("pageshow", tell);
})();
