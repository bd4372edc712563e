/* A study session: cards asked one after the other, answered, and asked again when they are due.

   A card is { lecture, id, language, prompt, options, answer, from }: its lecture and id in progress.js, its words, a
   function that makes what is shown as its answer, and a link to where it stands, or none. */
(function () {
  "use strict";
  var book = window.lecturebook;
  var dialog = document.getElementById("study");
  if (!dialog) return;
  var state = document.getElementById("study-state");
  var bar = document.getElementById("study-bar");
  var from = document.getElementById("study-from");
  var front = document.getElementById("study-front");
  var back = document.getElementById("study-back");
  var grades = document.getElementById("study-grades");
  var undo = document.getElementById("study-undo");
  var GRADES = ["again", "hard", "good", "easy"];
  var queue = [];
  var answered = [];
  var card = null;
  var atEnd = null;

  /* how long until then, as one says it */
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

  /* The focus goes to what is pressed next, and a screen reader reads what there is to know for that. */
  function read(pressed, about) {
    pressed.setAttribute("aria-describedby", about.id);
    pressed.focus();
  }

  /* Ask `cards`; `end` gives what may be done after the last, as buttons, and is told how many were answered. */
  function start(cards, end) {
    queue = cards.slice();
    answered = [];
    atEnd = end;
    if (!dialog.open) dialog.showModal();
    next();
  }

  function tell(text) {
    var whole = answered.length + queue.length + (card ? 1 : 0);
    state.textContent = text;
    bar.max = Math.max(1, whole);
    bar.value = answered.length;
    bar.hidden = !whole;
    undo.hidden = !answered.length;
  }

  function next() {
    card = queue.shift() || null;
    back.replaceChildren();
    grades.replaceChildren();
    from.replaceChildren();
    if (!card) return end();
    tell(answered.length + " answered, " + (queue.length + 1) + " to go");
    if (card.from) from.append(card.from);
    front.lang = card.language || "en";
    front.replaceChildren(card.prompt);
    if (card.options) front.append(card.options);
    grades.append(button("Show the answer", show));
    read(grades.firstChild, front);
  }

  function show() {
    back.replaceChildren(card.answer());
    var before = book.progress.of(card.lecture)[card.id] || null;
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
    read(grades.children[2], back);
  }

  function grade(value) {
    var before = book.progress.of(card.lecture)[card.id] || null;
    var isKept = book.progress.answer(card.lecture, card.id, value, Date.now());
    answered.push({ card: card, before: before, value: value });
    /* what was not known comes back in this session */
    if (value === 1) queue.push(card);
    next();
    if (!isKept) state.textContent = "This browser keeps nothing.";
  }

  /* Take the last answer back, as if it had not been given, and ask again. */
  function takeBack() {
    var last = answered.pop();
    if (!last) return;
    book.progress.takeBack(last.card.lecture, last.card.id, last.before);
    if (card) queue.unshift(card);
    /* of those asked again the last is the one that this answer put there */
    if (last.value === 1) queue.splice(queue.lastIndexOf(last.card), 1);
    queue.unshift(last.card);
    card = null;
    next();
  }

  function end() {
    var known = answered.filter(function (one) {
      return one.value > 1;
    }).length;
    front.lang = "en";
    front.textContent = answered.length ? "That is all for now." : "Nothing is due here.";
    var told = answered.length ? answered.length + " answered, " + known + " of them known" : "";
    grades.append.apply(grades, atEnd(answered.length));
    tell(told);
    if (grades.firstChild) grades.firstChild.focus();
  }

  dialog.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var value = Number(event.key);
    if (value >= 1 && value <= 4 && card && back.firstChild) {
      event.preventDefault();
      grade(value);
    }
    if (event.key === "u" && answered.length) {
      event.preventDefault();
      takeBack();
    }
  });
  undo.addEventListener("click", takeBack);

  book.session = { start: start, button: button, dialog: dialog };
})();
