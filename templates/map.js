/* On the map: what belongs to the concept under the pointer or the focus stands out. */
(function () {
  "use strict";
  var map = document.querySelector(".map svg");
  if (!map) return;
  var edges = Array.from(map.querySelectorAll("[data-ends]"));
  var nodes = Array.from(map.querySelectorAll("[data-node]"));

  function show(number) {
    var near = new Set([number]);
    edges.forEach(function (edge) {
      var ends = edge.dataset.ends.split(" ");
      var isNear = ends.includes(number);
      edge.classList.toggle("near", isNear);
      if (isNear) ends.forEach(near.add, near);
    });
    nodes.forEach(function (node) {
      node.classList.toggle("near", number !== "" && near.has(node.dataset.node));
    });
    map.classList.toggle("chosen", number !== "");
  }

  ["pointerover", "focusin"].forEach(function (name) {
    map.addEventListener(name, function (event) {
      var node = event.target.closest("[data-node]");
      show(node ? node.dataset.node : "");
    });
  });
  ["pointerleave", "focusout"].forEach(function (name) {
    map.addEventListener(name, function () {
      show("");
    });
  });
})();
