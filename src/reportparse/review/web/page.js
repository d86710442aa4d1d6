"use strict";
(function () {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const words = JSON.parse($("words").textContent);
  const remember = (key, value) => { try { localStorage.setItem("reportparse." + key, value); } catch { /* no storage */ } };
  const recall = (key) => { try { return localStorage.getItem("reportparse." + key); } catch { return null; } };

  /* The index: every word of the search must stand somewhere in a report's row, or beside a number. */
  const all = $("all") ? JSON.parse($("all").textContent) : { reports: [], numbers: [] };
  const most = 100;
  function find() {
    const wanted = $("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of document.querySelector(".reports tbody").rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !wanted.every((w) => text.includes(w));
    }
    const hits = wanted.length ? all.numbers.filter((n) => {
      n.words ??= [...all.reports[n[0]], ...n.slice(2), say(n[5])].join("\n").toLowerCase();
      return wanted.every((w) => n.words.includes(w));
    }) : [];
    /* Where nothing but numbers answers, all reports stay. */
    const rows = [...document.querySelector(".reports tbody").rows];
    if (rows.every((row) => row.hidden) && hits.length) for (const row of rows) row.hidden = !hits.some((n) => row.querySelector("a").textContent === all.reports[n[0]][0]);
    $("hits").textContent = wanted.length ? hits.length + " " + say(hits.length > most ? "first_hits" : "hits") : "";
    $("found").hidden = !hits.length;
    $("numbers").replaceChildren(...hits.slice(0, most).map(([report, id, name, , text, status, period]) => {
      const row = document.createElement("tr"), link = document.createElement("a");
      const [title, page] = all.reports[report];
      link.href = encodeURIComponent(page) + "#claim-" + id;
      link.textContent = name || "—";
      for (const part of [title, link, text, say(status), period.replace("/", "–") || "—"]) row.insertCell().append(part);
      for (const i of [0, 1, 2]) row.cells[i].lang = "zh-CN";
      return row;
    }));
    const query = $("find").value.trim() ? "?q=" + encodeURIComponent($("find").value.trim()) : "";
    if (query !== location.search) history.replaceState(null, "", (query || location.pathname) + location.hash);
  }
  if ($("find")) {
    $("find").addEventListener("input", find);
    $("find").value = new URLSearchParams(location.search).get("q") || "";
  }

  /* A heading of the index sorts by its column: numbers from the greatest, words from the first; again, the other way. */
  const compare = (a, b) => {
    const [x, y] = [a, b].map((text) => parseFloat(text.replace(/[,<]/g, "")));
    return Number.isNaN(x) || Number.isNaN(y) ? b.localeCompare(a, "zh") : x - y;
  };
  document.querySelectorAll(".reports thead th").forEach((th, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...th.childNodes);
    th.append(button);
    button.addEventListener("click", () => {
      const up = th.ariaSort === "descending";
      for (const other of th.parentNode.cells) other.removeAttribute("aria-sort");
      th.setAttribute("aria-sort", up ? "ascending" : "descending");
      const body = document.querySelector(".reports tbody");
      const rows = [...body.rows].sort((a, b) => compare(b.cells[column].textContent, a.cells[column].textContent));
      body.append(...(up ? rows.reverse() : rows));
    });
  });

  const phrases = $("phrases") ? JSON.parse($("phrases").textContent) : {};
  const named = $("names") ? JSON.parse($("names").textContent) : {};

  /* Claims as the table states them. */
  const claims = Array.from($("rows") ? $("rows").rows : [], (row) => {
    const link = row.cells[0].firstElementChild;
    const mark = $(link.getAttribute("href").slice(1));
    const [rule, raw, id, value, ...why] = row.dataset.x.split("\t");
    return {
      row, link, mark, rule, raw, id, value, why,
      name: link.textContent,
      understood: row.cells[2].textContent.trim(),
      measure: row.classList[0],
      status: row.classList.contains("goal") ? "target" : "actual",
      flags: (row.dataset.f || "").split(" ").filter(Boolean),
      confidence: Math.round(100 * parseFloat(row.cells[6].textContent)),
    };
  });

  /* Language: every word that the page itself says carries its key. */
  let language = 0, current = -1;
  const say = (key) => (words[key] ? words[key][language] : key.replaceAll("_", " "));
  /* What was understood, with powers of ten and units in English as far as they have any. */
  const english = (text) => text.replace(/(?<=\d)(万亿|亿)/u, (p) => "×" + words[p === "亿" ? "1e8" : "1e12"][1]).replace(/ ?([\u4e00-\u9fff]+)$/u, (whole, u) => (words[u] ? (words[u][1] ? " " + words[u][1] : "") : whole));
  function speak(which) {
    language = which;
    root.lang = which ? "en" : "zh-CN";
    for (const e of document.querySelectorAll("[data-t]")) {
      if (words[e.dataset.t]) e.textContent = say(e.dataset.t) + (e.dataset.n ? " " + e.dataset.n : "");
    }
    for (const e of document.querySelectorAll("[data-en]")) {
      e.textContent = which ? e.dataset.en : e.dataset.zh;
      e.setAttribute("lang", which ? "en" : "zh-CN");
    }
    for (const e of document.querySelectorAll("[data-a]")) e.setAttribute("aria-label", say(e.dataset.a));
    for (const e of document.querySelectorAll("[data-p]")) e.placeholder = say(e.dataset.p);
    for (const c of claims) {
      c.row.cells[2].textContent = which ? english(c.understood) : c.understood;
      for (const i of [2, 3, 5]) c.row.cells[i].lang = root.lang;
      for (const e of c.row.cells[1].querySelectorAll("small")) e.lang = root.lang;
      c.row.cells[3].firstChild.data = say(c.status);
      c.row.cells[3].lastChild.textContent = say(c.measure);
      c.flags.forEach((flag, i) => { c.row.cells[5].children[i].textContent = say(flag); });
    }
    if (current >= 0) describe(claims[current]);
    if ($("find") && $("find").value) find();
    nameTheme();
    remember("language", which ? "en" : "zh");
  }
  function nameTheme() {
    document.querySelector("[data-theme-name]").textContent = say(root.dataset.theme || "auto");
  }
  $("language").addEventListener("click", () => speak(1 - language));
  $("theme").addEventListener("click", () => {
    const order = ["auto", "dark", "light"];
    const next = order[(order.indexOf(root.dataset.theme || "auto") + 1) % 3];
    if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
    remember("theme", next);
    nameTheme();
  });
  if (recall("language") === "en") speak(1); else nameTheme();
  if ($("find") && $("find").value) find();

  /* A row of the table and its mark in the text follow each other. */
  if (!claims.length) return;
  const ofMark = new Map();
  claims.forEach((claim, i) => ofMark.set(claim.mark, (ofMark.get(claim.mark) || []).concat(i)));
  /* One tab stop a side; j and k do the rest. */
  claims.forEach((claim, i) => { claim.link.tabIndex = claim.mark.tabIndex = i ? -1 : 0; });

  const split = document.querySelector(".split");
  const narrow = matchMedia("(max-width: 68rem)");
  function view(name) {
    split.dataset.view = name;
    for (const b of document.querySelectorAll("[data-view]:is(button)")) b.setAttribute("aria-pressed", b.dataset.view === name);
  }
  for (const b of document.querySelectorAll("button[data-view]")) {
    b.addEventListener("click", () => { view(b.dataset.view); if (current >= 0) reveal(claims[current]); });
  }

  function inView(element, top, bottom) {
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.top >= top && box.bottom <= bottom;
  }
  function reveal(claim) {
    if (!inView(claim.mark, 60, innerHeight - (narrow.matches ? 260 : 60))) claim.mark.scrollIntoView({ block: narrow.matches ? "start" : "center" });
    if (narrow.matches) {
      if (split.dataset.view === "claims") claim.row.scrollIntoView({ block: "center" });
      return;
    }
    const pane = $("scroll").getBoundingClientRect();
    if (!inView(claim.row, pane.top + 34, pane.bottom)) {
      $("scroll").scrollTop += claim.row.getBoundingClientRect().top - pane.top - pane.height / 3;
    }
  }

  function mark(claim, on) {
    for (const e of [claim.row, claim.mark]) {
      if (on) e.setAttribute("aria-current", "true"); else e.removeAttribute("aria-current");
    }
    claim.link.tabIndex = claim.mark.tabIndex = on ? 0 : -1;
  }
  function select(i, focus) {
    if (current >= 0) mark(claims[current], false);
    current = i;
    const claim = claims[i];
    mark(claim, true);
    history.replaceState(null, "", "#" + claim.row.id);
    describe(claim);
    reveal(claim);
    if (focus) (focus === "row" ? claim.link : claim.mark).focus({ preventScroll: true });
  }
  function clear() {
    if (current >= 0) mark(claims[current], false);
    claims[Math.max(current, 0)].mark.tabIndex = claims[Math.max(current, 0)].link.tabIndex = 0;
    current = -1;
    $("detail").classList.remove("on");
    $("detail-name").textContent = "";
    $("detail-list").hidden = !($("hint").hidden = false);
    $("take").hidden = $("copied").hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
  }

  /* The sentence around a mark, cut from the block that holds it; text only, never HTML. */
  function sentence(element) {
    const block = element.closest("p, li, td, th, h2, h3, h4, h5, h6");
    const part = (from) => {
      const range = document.createRange();
      range.selectNodeContents(block);
      if (from) range.setEndBefore(element); else range.setStartAfter(element);
      const copy = range.cloneContents();
      copy.querySelectorAll("del").forEach((d) => d.remove());
      return copy.textContent;
    };
    const own = element.cloneNode(true);
    own.querySelectorAll("del").forEach((d) => d.remove());
    const strong = document.createElement("mark");
    strong.textContent = own.textContent;
    const before = part(true).split(/(?<=[。！？；])/u).pop();
    const after = part(false).split(/(?<=[。！？；])/u)[0];
    return [before, strong, after];
  }
  const plain = (claim) => claim.said ??= sentence(claim.mark).map((e) => e.textContent ?? e).join("").trim();
  /* The line as it is printed, and the way to its page, where the file was at hand. */
  function printed(row) {
    const picture = row.dataset.l && $("line-" + row.dataset.l), leaf = row.querySelector("a.leaf");
    return [picture, leaf].filter(Boolean).map((e) => { const copy = e.cloneNode(true); copy.removeAttribute("id"); return copy; });
  }
  /* What is said in both languages, and what stays as the report has it, marked as its words. */
  const own = (said) => (language ? said : phrases[said] ?? said);
  function foreign(text) {
    const span = document.createElement("span");
    span.lang = "zh-CN";
    span.textContent = text;
    return span;
  }
  const quoted = (text) => (language ? text.split(/([\u2e80-\u9fff\uf900-\ufaff]+)/u).filter(Boolean).map((part, i) => (/[\u2e80-\u9fff\uf900-\ufaff]/u.test(part) ? foreign(part) : part)) : [text]);
  function describe(claim) {
    const text = (n) => claim.row.cells[n].firstChild ? claim.row.cells[n].firstChild.textContent : "";
    const small = claim.row.cells[0].querySelector("small");
    const raws = Array.from(claim.mark.querySelectorAll("del"), (d) => d.firstChild.textContent);
    const fields = ["measure", "status", "period"];
    const why = fields.flatMap((field, i) => (own(claim.why[i]) ? [language ? "; " : "；", say(field) + " ← ", ...quoted(own(claim.why[i]))] : [])).slice(1);
    const lines = [
      ["printed", printed(claim.row)],
      ["sentence", sentence(claim.mark)],
      ["understood", [...quoted(text(2)), " · " + [say(claim.status), say(claim.measure), text(4), ...claim.flags.map(say)].join(" · ")]],
      ["reference", small ? [small.textContent] : []],
      ["why", why],
      ["indicator_id", claim.id ? [[named[claim.id] && named[claim.id][language], claim.id].filter(Boolean).join(" · ")] : []],
      ["rule", [[own(claim.rule), say("confidence") + " " + text(6)].filter(Boolean).join(" · ")]],
      ["raw", [claim.raw + "  ", ...(raws.length ? [foreign(raws.join(" "))] : [])]],
      ["claim_id", [claim.row.id.slice(6)]],
    ];
    const list = $("detail-list");
    list.replaceChildren();
    for (const [key, parts] of lines) {
      if (!parts.length) continue;
      const dt = document.createElement("dt"), dd = document.createElement("dd");
      dt.textContent = say(key);
      dt.dataset.t = key;
      if (key === "sentence" || key === "reference") dd.lang = "zh-CN";
      dd.append(...parts);
      list.append(dt, dd);
    }
    $("detail-name").textContent = claim.name;
    $("detail").classList.add("on");
    $("detail-list").hidden = !($("hint").hidden = true);
    $("take").hidden = false;
    $("copied").hidden = true;
    $("said").replaceChildren(foreign(claim.name), " ", ...quoted(text(2)), " " + say(claim.status) + " " + text(4));
  }

  /* What a reader takes away: the number with its sentence and its way back, or the row that puts it right. */
  const small = (claim, n) => claim.row.cells[n].querySelector("small")?.textContent ?? "";
  const cell = (text) => /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  const written = (claim) => claim.row.cells[1].firstChild.textContent;
  function quotation(claim) {
    const value = claim.name + " " + written(claim) + "（" + claim.row.cells[2].textContent + "，" + say(claim.status) + "，" + claim.row.cells[4].textContent + "）";
    const source = [document.title, document.querySelector(".source").textContent, small(claim, 1)].filter(Boolean).join("，");
    return [plain(claim), value, source, location.href].join("\n");
  }
  const correction = (claim, field, value) => ["claim_id,field,value,note,text", [claim.row.id.slice(6), field, value, "", written(claim)].map(cell).join(",")].join("\n");
  async function take(text, said) {
    try { await navigator.clipboard.writeText(text); } catch { said = "not_copied"; }
    $("copied").textContent = say(said) + "\n" + text;
    $("copied").hidden = false;
    $("said").textContent = say(said);
  }
  $("copy").addEventListener("click", () => take(quotation(claims[current]), "copied"));
  $("correct").addEventListener("click", () => take(correction(claims[current], "value", claims[current].value), "into_file"));
  $("no-claim").addEventListener("click", () => take(correction(claims[current], "claim", "no"), "as_it_is"));

  function step(by) {
    let i = current < 0 ? (by > 0 ? 0 : claims.length - 1) : current + by;
    while (i >= 0 && i < claims.length && claims[i].row.hidden) i += by;
    if (i < 0 || i >= claims.length) return;
    select(i, $("claims").contains(document.activeElement) ? "row" : "mark");
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input[type=search], select, textarea")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape" && current >= 0) clear();
    else return;
    event.preventDefault();
  });
  $("next").addEventListener("click", () => step(1));
  $("previous").addEventListener("click", () => step(-1));
  $("close").addEventListener("click", clear);
  $("text").addEventListener("click", (event) => {
    const hit = event.target.closest("a.c");
    if (!hit) return;
    event.preventDefault();
    const own = ofMark.get(hit).filter((i) => !claims[i].row.hidden);
    const from = own.length ? own : ofMark.get(hit);
    select(from[(from.indexOf(current) + 1) % from.length]);
  });
  $("rows").addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (!row || String(getSelection())) return;
    event.preventDefault();
    if (narrow.matches) view("text");
    select(claims.findIndex((claim) => claim.row === row));
  });

  /* Filters: within a group any of the ticked ones, between groups all. */
  const form = $("filters");
  function filter() {
    const data = new FormData(form);
    const measures = data.getAll("measure"), statuses = data.getAll("status");
    const wanted = data.get("q").trim().toLowerCase(), flag = data.get("flag");
    const [low, high] = (data.get("confidence") || "0-101").split("-").map(Number);
    let shown = 0;
    for (const c of claims) {
      const keep = (!measures.length || measures.includes(c.measure))
        && (!statuses.length || statuses.includes(c.status))
        && (!wanted || found(c, wanted))
        && (!flag || (flag === "any" ? c.flags.length > 0 : flag === "none" ? !c.flags.length : c.flags.includes(flag.slice(1))))
        && c.confidence >= low && c.confidence < high;
      c.row.hidden = !keep;
      shown += keep;
    }
    for (const [element, own] of ofMark) element.classList.toggle("off", own.every((i) => claims[i].row.hidden));
    $("shown").textContent = shown;
    $("empty").hidden = shown > 0;
    if (current >= 0 && claims[current].row.hidden) clear();
    const query = new URLSearchParams([...data].filter(([, value]) => value)).toString();
    if (query !== location.search.slice(1)) history.replaceState(null, "", (query ? "?" + query : location.pathname) + location.hash);
  }
  /* Every word of the search stands in the name, the number, what was understood, or the sentence; an id is meant whole. */
  function found(claim, wanted) {
    claim.words ??= [claim.name, ...(named[claim.id] || []), written(claim), claim.understood, claim.understood.replaceAll(",", ""), plain(claim)].join("\n").toLowerCase();
    return claim.id === wanted || claim.row.id.slice(6) === wanted || wanted.split(/\s+/).every((w) => claim.words.includes(w));
  }
  /* The address keeps the filters, so that a reload or a link finds the same rows. */
  function restore() {
    const query = new URLSearchParams(location.search);
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = query.getAll(box.name).includes(box.value);
    for (const name of ["q", "flag", "confidence"]) form.elements[name].value = query.get(name) || "";
  }
  form.addEventListener("input", filter);
  $("clear").addEventListener("click", () => { form.reset(); filter(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  const names = new Map();
  for (const c of claims) for (const n of [c.name, c.id]) if (n) names.set(n, (names.get(n) || 0) + 1);
  for (const [n, times] of [...names].sort((a, b) => b[1] - a[1]).slice(0, 200)) {
    const option = document.createElement("option");
    option.value = n;
    option.label = n + " · " + times;
    $("indicators").append(option);
  }
  restore();
  filter();

  function arrive() {
    const i = claims.findIndex((claim) => "#" + claim.row.id === decodeURIComponent(location.hash));
    if (i >= 0) select(i);
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
