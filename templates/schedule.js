/* When to ask again: FSRS-6 (Ye, Su & Cao 2022, "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition
   Scheduling"; formulas and default weights as in py-fsrs 6.3, MIT, github.com/open-spaced-repetition/py-fsrs).

   A card is { s: stability in days, d: difficulty 1 to 10, last: when it was answered, due: when to ask again } in
   milliseconds since 1970; grades are 1 again, 2 hard, 3 good, 4 easy. */
(function () {
  "use strict";
  var DAY = 86400000;
  var SOON = 600000;
  /* how likely a card shall still be known when it is asked again */
  var RETENTION = 0.9;
  var W = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ];
  var DECAY = -W[20];
  var FACTOR = Math.pow(0.9, 1 / DECAY) - 1;

  function bounded(value, low, high) {
    return Math.min(high, Math.max(low, value));
  }

  function firstDifficulty(grade) {
    return W[4] - Math.exp(W[5] * (grade - 1)) + 1;
  }

  function nextDifficulty(d, grade) {
    var moved = d - (W[6] * (grade - 3) * (10 - d)) / 9;
    return bounded(W[7] * firstDifficulty(4) + (1 - W[7]) * moved, 1, 10);
  }

  function sameDay(s, grade) {
    var growth = Math.exp(W[17] * (grade - 3 + W[18])) * Math.pow(s, -W[19]);
    return s * (grade === 1 ? growth : Math.max(1, growth));
  }

  function forgotten(s, d, known) {
    var long = W[11] * Math.pow(d, -W[12]) * (Math.pow(s + 1, W[13]) - 1) * Math.exp((1 - known) * W[14]);
    return Math.min(long, s / Math.exp(W[17] * W[18]));
  }

  function recalled(s, d, known, grade) {
    var ease = grade === 2 ? W[15] : grade === 4 ? W[16] : 1;
    var growth = Math.exp(W[8]) * (11 - d) * Math.pow(s, -W[9]) * (Math.exp((1 - known) * W[10]) - 1);
    return s * (1 + growth * ease);
  }

  function nextStability(card, grade, days) {
    if (days < 1) return sameDay(card.s, grade);
    var known = Math.pow(1 + (FACTOR * days) / card.s, DECAY);
    return grade === 1 ? forgotten(card.s, card.d, known) : recalled(card.s, card.d, known, grade);
  }

  /* The card after an answer at `now`; `card` is null where it is the first one. */
  window.lecturebook.schedule = function (card, grade, now) {
    var days = card ? Math.max(0, Math.floor((now - card.last) / DAY)) : 0;
    var s = Math.max(0.001, card ? nextStability(card, grade, days) : W[grade - 1]);
    var d = card ? nextDifficulty(card.d, grade) : bounded(firstDifficulty(grade), 1, 10);
    var interval = bounded(Math.round((s / FACTOR) * (Math.pow(RETENTION, 1 / DECAY) - 1)), 1, 36500);
    return { s: s, d: d, last: now, due: now + (grade === 1 ? SOON : interval * DAY) };
  };
})();
