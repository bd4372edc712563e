/* The recording in the page: nothing is loaded before the reader presses a time, and no script of others ever.

   YouTube and Vimeo are framed and steered by messages, as their own API scripts do it
   (https://developers.google.com/youtube/iframe_api_reference, https://developer.vimeo.com/player/sdk/reference). */
(function () {
  "use strict";
  var article = document.querySelector("[data-player]");
  if (!article) return;
  var book = window.lecturebook;
  var kind = article.dataset.player;
  var source = article.dataset.source;
  /* YouTube refuses pages from a folder (error 153): they have no address to tell it */
  var refused = kind === "youtube" && location.protocol === "file:";
  var HOSTS = { youtube: "https://www.youtube-nocookie.com", vimeo: "https://player.vimeo.com" };
  var leadIn = book.read("lead-in", 2);
  var box = null;
  var player = null;

  /* ---------- the three kinds, each with the same four verbs ---------- */

  function framed(address, told, verbs) {
    var frame = document.createElement("iframe");
    frame.title = "The recording";
    frame.allow = "autoplay; encrypted-media; picture-in-picture; fullscreen";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = address;
    var tell = function (message) {
      if (frame.contentWindow) frame.contentWindow.postMessage(JSON.stringify(message), HOSTS[kind]);
    };
    addEventListener("message", function (event) {
      if (event.source !== frame.contentWindow || event.origin !== HOSTS[kind]) return;
      var data = event.data;
      try {
        told(typeof data === "string" ? JSON.parse(data) : data, tell);
      } catch (error) {
        /* not a message of the player */
      }
    });
    return Object.assign(verbs(tell, frame), { element: frame });
  }

  function youtube(second) {
    var playing = true;
    var address = HOSTS.youtube + "/embed/" + source + "?enablejsapi=1&playsinline=1&autoplay=1&start=" + second;
    if (location.origin !== "null") address += "&origin=" + encodeURIComponent(location.origin);
    return framed(
      address,
      function (data) {
        if (!data || !data.info) return;
        if (typeof data.info.playerState === "number") playing = data.info.playerState === 1;
        if (typeof data.info.currentTime === "number") follow(data.info.currentTime);
      },
      function (tell, frame) {
        var command = function (name, values) {
          tell({ event: "command", func: name, args: values || [], id: 1, channel: "widget" });
        };
        frame.addEventListener("load", function () {
          tell({ event: "listening", id: 1, channel: "widget" });
        });
        return {
          seek: function (to) {
            command("seekTo", [to, true]);
            command("playVideo");
          },
          toggle: function () {
            command(playing ? "pauseVideo" : "playVideo");
          },
        };
      },
    );
  }

  function vimeo(second) {
    var playing = true;
    return framed(
      HOSTS.vimeo + "/video/" + source + "?autoplay=1&dnt=1#t=" + second + "s",
      function (data, tell) {
        if (data.event === "ready") {
          ["timeupdate", "play", "pause"].forEach(function (name) {
            tell({ method: "addEventListener", value: name });
          });
        }
        if (data.event === "play" || data.event === "pause") playing = data.event === "play";
        if (data.event === "timeupdate" && data.data) follow(Number(data.data.seconds));
      },
      function (tell) {
        return {
          seek: function (to) {
            tell({ method: "setCurrentTime", value: to });
            tell({ method: "play" });
          },
          toggle: function () {
            tell({ method: playing ? "pause" : "play" });
          },
        };
      },
    );
  }

  function local(second) {
    var media = document.createElement(kind);
    media.controls = true;
    media.preload = "metadata";
    media.src = source + "#t=" + second;
    media.addEventListener("timeupdate", function () {
      follow(media.currentTime);
    });
    media.addEventListener("error", function () {
      say("The recording could not be played from here.");
    });
    var play = function () {
      var started = media.play();
      if (started) started.catch(function () {});
    };
    media.addEventListener("loadedmetadata", play, { once: true });
    return {
      element: media,
      seek: function (to) {
        media.currentTime = to;
        play();
      },
      toggle: function () {
        if (media.paused) play();
        else media.pause();
      },
    };
  }

  /* ---------- the box it stands in ---------- */

  var line = document.createElement("p");
  line.setAttribute("role", "status");
  /* the time that was pressed: where the keyboard is again when the box is closed */
  var pressed = null;

  function say(text) {
    line.textContent = text;
  }

  function close() {
    box.remove();
    box = player = null;
    document.body.classList.remove("has-player");
    mark(null);
    if (pressed) pressed.focus({ preventScroll: true });
  }

  function controls() {
    var label = document.createElement("label");
    label.textContent = "Start ";
    var select = document.createElement("select");
    [0, 2, 5, 10].forEach(function (seconds) {
      select.add(new Option(seconds ? seconds + " s before" : "at the second", seconds, false, seconds === leadIn));
    });
    select.addEventListener("change", function () {
      leadIn = Number(select.value);
      book.write("lead-in", leadIn);
    });
    label.append(select);
    return label;
  }

  function open(second) {
    box = document.createElement("aside");
    box.className = "player";
    box.setAttribute("aria-label", "The recording");
    box.addEventListener("keydown", function (event) {
      if (event.key === "Escape") close();
    });
    var bar = document.createElement("p");
    var button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = "Close";
    button.addEventListener("click", close);
    if (refused) {
      say("YouTube does not play in pages opened from a folder: it is in a new tab. lecturebook preview plays it here.");
      box.append(line);
    } else {
      player = { youtube: youtube, vimeo: vimeo, audio: local, video: local }[kind](second);
      say("");
      box.append(player.element, line);
      bar.append(controls());
    }
    bar.append(button);
    box.append(bar);
    document.body.append(box);
    if (!refused) document.body.classList.add("has-player");
  }

  /* ---------- following ---------- */

  var sentences = Array.from(document.querySelectorAll("[data-s]"));
  var starts = sentences.map(function (one) {
    return Number(one.dataset.s);
  });
  var now = 0;
  var saying = null;
  var timeline = document.querySelector(".timeline > svg");
  var whole = timeline ? Number(timeline.dataset.seconds) : 0;

  function mark(sentence) {
    if (saying === sentence) return;
    if (saying) saying.classList.remove("saying");
    saying = sentence;
    if (!saying) return;
    saying.classList.add("saying");
    /* the page moves only where the reader follows the transcript, and only when the sentence would be out of sight */
    var transcript = saying.closest("details");
    var place = saying.getBoundingClientRect();
    if (transcript && transcript.open && (place.top < 60 || place.bottom > innerHeight - 40)) {
      var near = place.top > -innerHeight && place.bottom < 2 * innerHeight;
      if (near) saying.scrollIntoView({ block: "center" });
    }
  }

  function follow(second) {
    if (!box || !isFinite(second)) return;
    now = second;
    var low = 0;
    var high = starts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (starts[middle] <= second) low = middle + 1;
      else high = middle;
    }
    mark(low ? sentences[low - 1] : null);
    if (!timeline) return;
    var head = timeline.querySelector(".playhead");
    var at = Math.min(100, (100 * second) / whole) + "%";
    head.setAttribute("x1", at);
    head.setAttribute("x2", at);
    head.setAttribute("visibility", "visible");
  }

  /* ---------- times and keys ---------- */

  function seconds(clock) {
    return clock.split(":").reduce(function (sum, part) {
      return 60 * sum + Number(part);
    }, 0);
  }

  function play(second) {
    var from = Math.max(0, second - leadIn);
    if (player) player.seek(from);
    else {
      if (box) close();
      open(from);
    }
  }

  article.addEventListener("click", function (event) {
    var link = event.target.closest("a.time");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (refused) {
      link.target = "_blank";
      if (!box) open(0);
      return;
    }
    event.preventDefault();
    pressed = link;
    play(seconds(link.textContent));
  });

  /* on the time that was pressed, too: the space key does nothing else on a link but to scroll */
  book.keys[" "] = function (event) {
    if (!player || event.target.closest("button, summary, audio, video")) return false;
    player.toggle();
    return true;
  };
  book.keys.ArrowLeft = function () {
    if (!player) return false;
    player.seek(Math.max(0, now - 5));
    return true;
  };
  book.keys.ArrowRight = function () {
    if (!player) return false;
    player.seek(now + 5);
    return true;
  };
})();
