/* On the map: what belongs to the concept or the group under the pointer or the focus stands out. */
(function () {
  "use strict";
  var map = document.querySelector(".map");
  if (!map) return;

  /* Each drawing has numbers of its own: groups on the overview, concepts below it. */
  function follow(drawing) {
    var edges = Array.from(drawing.querySelectorAll("[data-ends]"));
    var nodes = Array.from(drawing.querySelectorAll("[data-node]"));

    function show(chosen) {
      var near = new Set(chosen ? [chosen.dataset.node].concat((chosen.dataset.joined || "").split(" ")) : []);
      edges.forEach(function (edge) {
        var ends = edge.dataset.ends.split(" ");
        var isNear = chosen !== null && ends.includes(chosen.dataset.node);
        edge.classList.toggle("near", isNear);
        if (isNear) ends.forEach(near.add, near);
      });
      nodes.forEach(function (node) {
        node.classList.toggle("near", near.has(node.dataset.node));
      });
      drawing.classList.toggle("chosen", chosen !== null);
    }

    ["pointerover", "focusin"].forEach(function (name) {
      drawing.addEventListener(name, function (event) {
        show(event.target.closest("[data-node]"));
      });
    });
    ["pointerleave", "focusout"].forEach(function (name) {
      drawing.addEventListener(name, function () {
        show(null);
      });
    });
  }

  map.querySelectorAll(".overview, .groups").forEach(follow);
})();
