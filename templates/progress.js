/* What a reader knows of the cards of this course: kept in this browser, by the lecture that has them.

   A card is kept as schedule.js makes it, under its id; ids come from the first word of what answers it, so they survive
   rebuilds. Cards are what pages say already: an element with `data-card` (its kind) and an id, in it `.prompt` and
   `.said`, on a page whose article has `data-lecture`. */
(function () {
  "use strict";
  var book = window.lecturebook;
  var NEW_A_DAY = 20;

  function isCard(card) {
    return (
      card &&
      ["s", "d", "last", "due"].every(function (name) {
        return typeof card[name] === "number" && isFinite(card[name]);
      })
    );
  }

  /* The cards of a lecture that were answered, by their ids; what is no card is left out. */
  function of(lecture) {
    var kept = book.read("study/" + lecture, {});
    var cards = {};
    if (kept && typeof kept === "object")
      Object.keys(kept).forEach(function (id) {
        if (isCard(kept[id])) cards[id] = kept[id];
      });
    return cards;
  }

  /* The same without those that the lecture has no more: a rebuild may bring them back, so they are kept. */
  function present(lecture) {
    var cards = of(lecture);
    var gone = book.read("study-gone/" + lecture, []);
    if (Array.isArray(gone))
      gone.forEach(function (id) {
        delete cards[id];
      });
    return cards;
  }

  /* `ids` are all that the lecture has now. */
  function have(lecture, ids) {
    var known = new Set(ids);
    var gone = Object.keys(of(lecture)).filter(function (id) {
      return !known.has(id);
    });
    if (gone.length || book.read("study-gone/" + lecture, null)) book.write("study-gone/" + lecture, gone);
  }

  /* A day ends when the reader's does: what falls due this evening may be asked this morning, but not what was answered
     today already. */
  function isDue(card, now) {
    var midnight = new Date(now).setHours(0, 0, 0, 0);
    var tomorrow = new Date(midnight).setDate(new Date(midnight).getDate() + 1);
    return card.due <= now || (card.last < midnight && card.due < tomorrow);
  }

  function today(now) {
    var day = new Date(now);
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()].join("-");
  }

  function newToday(now) {
    var kept = book.read("study-day", {});
    return kept && kept.day === today(now) && kept.count > 0 ? kept.count : 0;
  }

  function newADay() {
    var kept = book.read("study-new", NEW_A_DAY);
    return typeof kept === "number" && kept >= 0 ? kept : NEW_A_DAY;
  }

  /* Keep the answer to a card; false where this browser keeps nothing. */
  function answer(lecture, id, grade, now) {
    var cards = of(lecture);
    if (!cards[id]) book.write("study-day", { day: today(now), count: newToday(now) + 1 });
    cards[id] = book.schedule(cards[id] || null, grade, now);
    return book.write("study/" + lecture, cards);
  }

  /* Put a card back as it was before its last answer; null where that was its first one. */
  function takeBack(lecture, id, before) {
    var cards = of(lecture);
    var now = Date.now();
    if (before) cards[id] = before;
    else {
      delete cards[id];
      book.write("study-day", { day: today(now), count: Math.max(0, newToday(now) - 1) });
    }
    book.write("study/" + lecture, cards);
  }

  /* Of two answers to a card the later one counts, so a file may be taken in twice; how many were taken. */
  function merge(lecture, given) {
    var cards = of(lecture);
    var taken = 0;
    Object.keys(given).forEach(function (id) {
      var card = given[id];
      if (!isCard(card) || (cards[id] && cards[id].last >= card.last)) return;
      cards[id] = { s: card.s, d: card.d, last: card.last, due: card.due };
      taken += 1;
    });
    book.write("study/" + lecture, cards);
    return taken;
  }

  /* "3 due, 10 new", of which nothing is told that is none. */
  function told(due, fresh) {
    return [due && due + " due", fresh && fresh + " new"].filter(Boolean).join(", ");
  }

  book.progress = {
    told: told,
    of: of,
    present: present,
    have: have,
    isDue: isDue,
    newADay: newADay,
    /* new cards that may still be begun today */
    newLeft: function (now) {
      return Math.max(0, newADay() - newToday(now));
    },
    setNewADay: function (count) {
      book.write("study-new", count);
    },
    answer: answer,
    takeBack: takeBack,
    merge: merge,
  };
})();
