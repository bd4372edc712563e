/* What there is to study in the course: what is due where, how much is new each day, and taking progress along. */
(function () {
  "use strict";
  var book = window.lecturebook;
  var rows = Array.from(document.querySelectorAll("li[data-lecture]"));
  if (!rows.length) return;
  var summary = document.getElementById("plan");
  var begin = document.getElementById("plan-begin");
  var limit = document.getElementById("plan-new");
  var state = document.getElementById("progress-state");

  /* what is due and what was never asked, by lecture */
  function look() {
    var now = Date.now();
    return rows.map(function (row) {
      var kept = book.progress.of(row.dataset.lecture);
      return {
        row: row,
        lecture: row.dataset.lecture,
        due: book.progress.dueOf(kept, now),
        fresh: Math.max(0, Number(row.dataset.cards) - Object.keys(kept).length),
        seen: Object.keys(kept).length,
      };
    });
  }

  function sum(all, name) {
    return all.reduce(function (total, one) {
      return total + one[name];
    }, 0);
  }

  /* Lectures with something due, then those whose new cards today's share reaches. */
  function way(all) {
    var left = book.progress.newLeft(Date.now());
    return all.filter(function (one) {
      var begun = Math.min(left, one.fresh);
      left -= begun;
      return one.due || begun;
    });
  }

  function tell() {
    var all = look();
    var left = Math.min(book.progress.newLeft(Date.now()), sum(all, "fresh"));
    var due = sum(all, "due");
    summary.textContent = due + " due today · " + left + " new of " + sum(all, "fresh") + " not asked yet";
    begin.disabled = !due && !left;
    all.forEach(function (one) {
      var words = one.seen ? book.progress.told(one.due, one.fresh) : "";
      one.row.querySelector(".due").textContent = words && " · " + words;
      one.row.classList.toggle("has-due", one.due > 0);
    });
  }

  begin.addEventListener("click", function () {
    var list = way(look()).map(function (one) {
      return {
        lecture: one.lecture,
        page: one.row.dataset.page,
        title: one.row.querySelector("h3").textContent.trim(),
      };
    });
    if (!list.length) return;
    book.write("study-way", list);
    location.href = document.documentElement.dataset.root + list[0].page + "#study-now";
  });

  limit.value = String(book.progress.newADay());
  limit.addEventListener("change", function () {
    book.progress.setNewADay(Number(limit.value));
    tell();
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
