/* Study mode: questions and concepts of a lecture, asked when they are due; on the course's page, what is due where.

   The cards are what the page says already, so a card shows nothing that is not proven. */
(function () {
  "use strict";
  var book = window.lecturebook;
  var GRADES = ["again", "hard", "good", "easy"];
  /* new cards of one session: more are learnt badly */
  var MOST_NEW = 20;

  function progressOf(lecture) {
    var kept = book.read("study/" + lecture, {});
    return kept && typeof kept === "object" ? kept : {};
  }

  function dueOf(kept, now) {
    return Object.keys(kept).filter(function (id) {
      return kept[id].due <= now;
    }).length;
  }

  function span(ms) {
    var days = Math.round(ms / 86400000);
    if (days < 1) return Math.max(1, Math.round(ms / 60000)) + " min";
    if (days < 60) return days + (days === 1 ? " day" : " days");
    return days < 730 ? Math.round(days / 30.4) + " months" : Math.round(days / 365) + " years";
  }

  /* ---------- a lecture: a session with its cards ---------- */

  function session(lecture) {
    var dialog = document.getElementById("study");
    var state = document.getElementById("study-state");
    var front = document.getElementById("study-front");
    var back = document.getElementById("study-back");
    var grades = document.getElementById("study-grades");
    var queue = [];
    var done = 0;
    var card = null;

    function button(text, act) {
      var made = document.createElement("button");
      made.type = "button";
      made.className = "button";
      made.textContent = text;
      made.addEventListener("click", act);
      return made;
    }

    function cards(selector, prompt) {
      return Array.from(document.querySelectorAll(selector))
        .filter(function (place) {
          return place.querySelector(".said");
        })
        .map(function (place) {
          return { id: place.id, front: prompt(place), said: place.querySelector(".said") };
        });
    }

    var kinds = {
      questions: function () {
        return cards(".questions li[id]", function (place) {
          return place.querySelector("p").textContent;
        });
      },
      concepts: function () {
        return cards(".glossary dl > div[id]", function (place) {
          return place.querySelector("dt").textContent;
        });
      },
    };

    function start(kind) {
      var kept = progressOf(lecture);
      var now = Date.now();
      var all = kinds[kind]();
      var due = all.filter(function (one) {
        return kept[one.id] && kept[one.id].due <= now;
      });
      var fresh = all.filter(function (one) {
        return !kept[one.id];
      });
      queue = due.concat(fresh.slice(0, MOST_NEW));
      done = 0;
      dialog.showModal();
      next();
    }

    function next() {
      card = queue.shift() || null;
      back.replaceChildren();
      grades.replaceChildren();
      if (!card) {
        front.textContent = done ? "That is all for now." : "Nothing is due here.";
        state.textContent = done + " answered";
        tell();
        return;
      }
      state.textContent = done + " answered, " + (queue.length + 1) + " to go";
      front.textContent = card.front;
      grades.append(button("Show the answer", show));
      grades.firstChild.focus();
    }

    function show() {
      var said = card.said.cloneNode(true);
      said.removeAttribute("id");
      said.querySelectorAll(".copy").forEach(function (one) {
        one.remove();
      });
      back.replaceChildren(said);
      var before = progressOf(lecture)[card.id] || null;
      var now = Date.now();
      grades.replaceChildren();
      GRADES.forEach(function (name, n) {
        var after = book.schedule(before, n + 1, now);
        grades.append(
          button(n + 1 + " " + name + " · " + span(after.due - now), function () {
            grade(n + 1);
          }),
          " ",
        );
      });
      grades.children[2].focus();
    }

    function grade(value) {
      var kept = progressOf(lecture);
      kept[card.id] = book.schedule(kept[card.id] || null, value, Date.now());
      if (!book.write("study/" + lecture, kept)) state.textContent = "This browser keeps nothing.";
      /* what was not known comes back in this session */
      if (value === 1) queue.push(card);
      done += 1;
      next();
    }

    dialog.addEventListener("keydown", function (event) {
      var value = Number(event.key);
      if (value >= 1 && value <= 4 && back.firstChild) {
        event.preventDefault();
        grade(value);
      }
    });

    function tell() {
      var kept = progressOf(lecture);
      var now = Date.now();
      Object.keys(kinds).forEach(function (kind) {
        var opener = document.getElementById("study-" + kind);
        if (!opener) return;
        var all = kinds[kind]();
        var due = all.filter(function (one) {
          return !kept[one.id] || kept[one.id].due <= now;
        });
        opener.textContent = "Study the " + kind + (all.length ? " (" + due.length + " to do)" : "");
        opener.disabled = !all.length;
      });
    }

    Object.keys(kinds).forEach(function (kind) {
      var opener = document.getElementById("study-" + kind);
      if (opener)
        opener.addEventListener("click", function () {
          start(kind);
        });
    });
    tell();
  }

  var article = document.querySelector("article[data-lecture]");
  if (article) session(article.dataset.lecture);

  /* ---------- the course: what is due, and taking progress along ---------- */

  var rows = Array.from(document.querySelectorAll("li[data-lecture]"));

  function tellDue() {
    var now = Date.now();
    rows.forEach(function (row) {
      var kept = progressOf(row.dataset.lecture);
      var seen = Object.keys(kept).length;
      var due = dueOf(kept, now);
      var fresh = Math.max(0, Number(row.dataset.cards) - seen);
      row.querySelector(".due").textContent = seen ? " · " + due + " due, " + fresh + " new" : "";
    });
  }

  function isCard(card) {
    return (
      card &&
      ["s", "d", "last", "due"].every(function (name) {
        return typeof card[name] === "number" && isFinite(card[name]);
      })
    );
  }

  /* Of two answers to a card the later one counts, so a file may be imported twice. */
  function merge(lecture, cards) {
    var kept = progressOf(lecture);
    var taken = 0;
    Object.keys(cards).forEach(function (id) {
      var card = cards[id];
      if (!isCard(card) || (kept[id] && kept[id].last >= card.last)) return;
      kept[id] = { s: card.s, d: card.d, last: card.last, due: card.due };
      taken += 1;
    });
    book.write("study/" + lecture, kept);
    return taken;
  }

  var exporter = document.getElementById("progress-export");
  if (!exporter) return;
  var state = document.getElementById("progress-state");
  exporter.addEventListener("click", function () {
    var lectures = {};
    rows.forEach(function (row) {
      lectures[row.dataset.lecture] = progressOf(row.dataset.lecture);
    });
    var document_ = { course: document.documentElement.dataset.course, lectures: lectures };
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(document_)], { type: "application/json" }));
    link.download = "progress-" + document_.course + ".json";
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
          if (cards && typeof cards === "object") taken += merge(row.dataset.lecture, cards);
        });
        state.textContent = taken + " answers taken over";
        tellDue();
      } catch (error) {
        state.textContent = "That file was not read: " + error.message;
      }
    });
  });
  tellDue();
})();
