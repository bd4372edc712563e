/* Before the page is painted: the colours that the reader chose, and that scripts run. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  /* What this browser keeps for this course. Pages from a folder can share one store, and some browsers refuse it. */
  window.lecturebook = {
    read: function (name, otherwise) {
      try {
        var text = localStorage.getItem("lecturebook/" + root.dataset.course + "/" + name);
        return text === null ? otherwise : JSON.parse(text);
      } catch (error) {
        return otherwise;
      }
    },
    write: function (name, value) {
      try {
        localStorage.setItem("lecturebook/" + root.dataset.course + "/" + name, JSON.stringify(value));
        return true;
      } catch (error) {
        return false;
      }
    },
  };

  var chosen = window.lecturebook.read("theme", "");
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
})();
