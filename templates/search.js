/* Search without a server: a query loads the few scripts of the index that hold its words (see render/search.py). */
(function () {
  "use strict";
  var book = window.lecturebook;
  var root = document.documentElement.dataset.root;
  var dialog = document.getElementById("search");
  var input = document.getElementById("search-words");
  var state = document.getElementById("search-state");
  var results = document.getElementById("search-results");
  /* the kinds of rows, as in render/search.py, and what a find of each is worth */
  var TITLE = 0;
  var SECTION = 1;
  var CONCEPT = 2;
  var DEFINITION = 3;
  var SENTENCE = 4;
  var KINDS = ["Lecture", "Section", "Concept", "Definition", ""];
  var WEIGHTS = [9, 7, 8, 6, 2];
  var AT_ONCE = 20;
  var shown = AT_ONCE;
  /* sentences in one script of words, as in render/search.py */
  var TEXTS = 32;
  /* words of a query that are looked for, and spellings tried for a word that is not there */
  var MOST_WORDS = 4;
  var MOST_SPELLINGS = 2;
  /* sentences whose words are loaded at once; the others when they come into sight */
  var FIRST_LINES = 3;

  /* ---------- loading ---------- */

  function load(name) {
    return book.load("assets/search/" + name + ".js", name);
  }

  /* the script, of `count`, that holds `key`: FNV-1a, as in render/search.py */
  function bucket(key, count) {
    var value = 0x811c9dc5;
    for (var sign of key) value = Math.imul(value ^ sign.codePointAt(0), 0x01000193);
    return (value >>> 0) % count;
  }

  async function lookUp(part, key) {
    var counts = await load("index");
    if (!counts[part]) return undefined;
    var shard = await load(part + bucket(key, counts[part]));
    return Object.prototype.hasOwnProperty.call(shard, key) ? shard[key] : undefined;
  }

  /* ---------- words ---------- */

  var UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+/;

  function singular(word) {
    return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
  }

  /* As search_words in render/search.py: without case, accents, a plural s; pairs where no spaces are written. */
  function toWords(text) {
    var plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
    var words = [];
    (plain.match(/[\p{L}\p{N}]+/gu) || []).forEach(function (word) {
      var run;
      while ((run = UNSPACED.exec(word))) {
        if (run.index) words.push(singular(word.slice(0, run.index)));
        var signs = run[0];
        for (var n = 0; n < Math.max(1, signs.length - 1); n++) words.push(signs.slice(n, n + 2));
        word = word.slice(run.index + signs.length);
      }
      if (word) words.push(singular(word));
    });
    return Array.from(new Set(words));
  }

  /* Errors between two words: letters added, left out, exchanged or swapped (Damerau 1964); `most` or more is `most`. */
  function errors(one, other, most) {
    if (Math.abs(one.length - other.length) >= most) return most;
    var before = [];
    var last = [];
    for (var j = 0; j <= other.length; j++) last.push(j);
    for (var i = 1; i <= one.length; i++) {
      var row = [i];
      for (j = 1; j <= other.length; j++) {
        var same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        var swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      before = last;
      last = row;
    }
    return Math.min(most, last[other.length]);
  }

  /* Words of the course that `word` may stand for: begun (where it is the last one typed), or with errors in it, as few
     as can be. */
  async function spellings(word, isLast) {
    if (word.length < 3) return [];
    var allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    var head = word.slice(0, 2);
    var tail = word.slice(-2);
    var near = await Promise.all([lookUp("n", head + "-"), lookUp("n", "-" + tail)]);
    var found = new Map();
    near.forEach(function (list, n) {
      if (list === undefined) return;
      list.split(" ").forEach(function (rest, place) {
        var other = n ? rest + tail : head + rest;
        if (other === word) return;
        var cost = isLast && other.startsWith(word) ? 0.5 : errors(word, other, allowed + 1);
        if (cost <= allowed || cost === 0.5) found.set(other, cost + place / 10000);
      });
    });
    return Array.from(found)
      .sort(function (a, b) {
        return a[1] - b[1] || (a[0] < b[0] ? -1 : 1);
      })
      .filter(function (pair, n, all) {
        return n < MOST_SPELLINGS && Math.floor(pair[1]) <= Math.floor(all[0][1]);
      })
      .map(function (pair) {
        return pair[0];
      });
  }

  function failed(error) {
    state.textContent = "The search index could not be loaded (" + error.message + ").";
  }

  /* ---------- a query ---------- */

  /* What is found by one word; `worth` is less where it stands for the one that was typed. */
  function collect(rows, list, n, worth) {
    list.forEach(function (row, place) {
      var key = row.join("\n");
      if (!rows.has(key)) rows.set(key, { row: row, words: new Map() });
      var words = rows.get(key).words;
      words.set(n, Math.max(words.get(n) || 0, worth * (WEIGHTS[row[0]] - place / 1000)));
    });
  }

  /* The rows of a word: titles, sections, concepts and definitions, then sentences, kept as pairs of numbers. */
  function rowsOf(entry) {
    var rows = entry[2].slice();
    for (var n = 0; n < entry[3].length; n += 2) rows.push([SENTENCE, entry[3][n], entry[3][n + 1]]);
    return rows;
  }

  /* Rows that are equally good: by kind, then in the order of the course. */
  function inOrder(a, b) {
    for (var n = 0; n < 3; n++) if (a[n] !== b[n]) return a[n] < b[n] ? -1 : 1;
    return 0;
  }

  async function find(text, more) {
    var words = toWords(text).slice(0, MOST_WORDS);
    var rows = new Map();
    var answer = { rows: [], words: [], notes: [], hasMore: false };
    await Promise.all(
      words.map(async function (word, n) {
        var isLast = n === words.length - 1 && /[\p{L}\p{N}]$/u.test(text);
        var exact = await lookUp("w", word);
        var tried = exact && !(isLast && exact[0] + exact[1] < 3) ? [] : await spellings(word, isLast);
        var entries = await Promise.all(
          tried.map(function (other) {
            return lookUp("w", other);
          }),
        );
        if (exact) {
          collect(rows, rowsOf(exact), n, 1);
          answer.words.push(word);
          var rest = exact[0] > exact[2].length && more ? await lookUp("m", word) : undefined;
          if (rest) collect(rows, rest, n, 0.9);
          else if (exact[0] > exact[2].length) answer.hasMore = true;
          if (exact[1] > 200) answer.notes.push("first 200 of " + exact[1] + " sentences with “" + word + "”");
        }
        entries.forEach(function (entry, at) {
          if (!entry) return;
          collect(rows, rowsOf(entry), n, 0.5);
          answer.words.push(tried[at]);
        });
        var said = tried.filter(function (other, at) {
          return entries[at] && !other.startsWith(word);
        });
        if (!exact && said.length) answer.notes.push("“" + said.join("”, “") + "” for “" + word + "”");
      }),
    );
    rows.forEach(function (found) {
      found.score = 100 * found.words.size;
      found.words.forEach(function (worth) {
        found.score += worth;
      });
      answer.rows.push(found);
    });
    answer.rows.sort(function (a, b) {
      return b.score - a.score || inOrder(a.row, b.row);
    });
    return answer;
  }

  /* ---------- showing: text only, whatever it says ---------- */

  function clock(second) {
    var two = function (value) {
      return String(value).padStart(2, "0");
    };
    var hours = Math.floor(second / 3600);
    var rest = two(second % 60);
    return hours ? hours + ":" + two(Math.floor(second / 60) % 60) + ":" + rest : Math.floor(second / 60) + ":" + rest;
  }

  /* Second and words of a sentence. */
  async function sentenceOf(lecture, place) {
    var texts = await load("t" + lecture + "-" + Math.floor(place / TEXTS));
    return texts[place % TEXTS];
  }

  /* Path and title of a lecture's page. */
  async function pageOf(lecture) {
    var each = (await load("index")).titles;
    var titles = await load("p" + Math.floor(lecture / each));
    return titles[lecture % each];
  }

  function highlight(line, text, words) {
    text.split(/([\p{L}\p{N}]+)/u).forEach(function (part) {
      var isWord = toWords(part).some(function (word) {
        return words.includes(word);
      });
      if (!isWord) return line.append(part);
      var mark = document.createElement("mark");
      mark.textContent = part;
      line.append(mark);
    });
  }

  /* Words of sentences are loaded when they come into sight: of many results few are looked at. */
  var sight = new IntersectionObserver(
    function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        sight.unobserve(entry.target);
        entry.target.fill().catch(failed);
      });
    },
    { root: dialog },
  );

  function item(row, page, words, isFirst) {
    var link = document.createElement("a");
    var at = document.createElement("span");
    var line = document.createElement("span");
    at.className = "at";
    line.dir = "auto";
    link.append(at, line);
    var entry = document.createElement("li");
    entry.append(link);
    var fill = function (second, text) {
      link.href = root + page[0] + (second === undefined ? "" : "#at-" + second);
      if (second !== undefined) at.textContent = clock(second);
      highlight(line, text, words);
      if (!KINDS[row[0]]) return;
      var kind = document.createElement("small");
      kind.textContent = " " + KINDS[row[0]];
      line.append(kind);
    };
    if (row[0] === TITLE) fill(undefined, page[1]);
    if (row[0] === SECTION) fill(row[2], row[3]);
    if (row[0] === CONCEPT) {
      fill(undefined, row[3]);
      line.lastChild.textContent += " · " + row[2] + (row[2] === 1 ? " mention" : " mentions");
    }
    if (row[0] < DEFINITION) return entry;
    link.href = root + page[0];
    entry.fill = async function () {
      fill.apply(null, await sentenceOf(row[1], row[2]));
    };
    if (isFirst) entry.fill().catch(failed);
    else sight.observe(entry);
    return entry;
  }

  /* `pages` are those of the rows, in their order */
  function show(answer, pages, text) {
    var groups = new Map();
    pages.forEach(function (page, n) {
      var found = answer.rows[n].row;
      var key = found[0] === CONCEPT ? "concepts" : found[1];
      if (!groups.has(key)) groups.set(key, { name: found[0] === CONCEPT ? "Concepts" : page[1], items: [] });
      groups.get(key).items.push(item(found, page, answer.words, n < FIRST_LINES));
    });
    results.replaceChildren.apply(
      results,
      Array.from(groups.values()).map(function (group) {
        var heading = document.createElement("h3");
        heading.dir = "auto";
        heading.textContent = group.name;
        var list = document.createElement("ul");
        list.append.apply(list, group.items);
        var part = document.createElement("section");
        part.append(heading, list);
        return part;
      }),
    );
    var many = answer.rows.length;
    var line = many ? Math.min(many, shown) + " of " + many + (answer.hasMore ? "+" : "") + " results" : "Nothing found";
    state.textContent = [line].concat(answer.notes).join(" · ");
    if (!answer.hasMore && many <= shown) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "Show more";
    button.addEventListener("click", function () {
      shown += 5 * AT_ONCE;
      run(text, true);
    });
    results.append(button);
  }

  var asked = 0;

  async function run(text, more) {
    var turn = ++asked;
    if (!more) shown = AT_ONCE;
    if (!text.trim()) {
      results.replaceChildren();
      state.textContent = "";
      return;
    }
    try {
      var answer = await find(text, more);
      if (turn !== asked) return;
      var pages = await Promise.all(
        answer.rows.slice(0, shown).map(function (found) {
          return found.row[0] === CONCEPT ? [found.row[1], ""] : pageOf(found.row[1]);
        }),
      );
      if (turn === asked) show(answer, pages, text);
    } catch (error) {
      failed(error);
    }
  }

  input.addEventListener("input", function () {
    run(input.value, false);
  });
  /* what every query needs is there before the first letter is */
  function warm() {
    pageOf(0).catch(function () {});
  }

  input.addEventListener("focus", warm);
  /* Enter goes to the first result, the arrows through all of them */
  dialog.addEventListener("keydown", function (event) {
    var links = Array.from(results.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    /* a field for searching would take the key to empty itself */
    if (event.key === "Escape") dialog.close();
    if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault();
      if (links[0]) links[0].click();
    }
    var by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !links.length) return;
    event.preventDefault();
    (links[at + by] || (at + by < 0 ? input : links[links.length - 1])).focus();
  });
  results.addEventListener("click", function (event) {
    if (event.target.closest("a")) dialog.close();
  });

  function open() {
    dialog.showModal();
    input.focus();
    input.select();
  }

  var opener = document.getElementById("search-open");
  opener.addEventListener("click", open);
  /* on the way to the button there is time to load what every query needs */
  opener.addEventListener("pointerenter", warm);
  book.keys["/"] = open;
})();
