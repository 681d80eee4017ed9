"use strict";
const data = JSON.parse(document.getElementById("payload").textContent);
const words = data.words;
const locale = document.documentElement.lang;
const byId = (id) => document.getElementById(id);

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
const label = (kind, value) => (data.labels[kind] || {})[value] || value || "–";
const address = (place) => `#d${place[0]}:${place[1]}-${place[2]}`;

/* Tables: those of the page as they stand, the two long ones from the data, some rows at a time. */
const sources = {
  demands: () => data.demands.map(([doc, start, end, party, form, themes, text]) => ({
    keys: [party || "", label("form", form), themes, text],
    cells: () => {
      const names = (themes || "").split(";").filter(Boolean).map((code) => data.themes[code] || code);
      const link = make("a", { href: address([doc, start, end]), lang: "sv" }, text);
      return [party || "–", label("form", form), names.join("; "), link];
    },
  })),
  documents: () => data.documents.map(([id, title, party, place, date, type, size, asked], n) => ({
    keys: [title || id, party || "", place || "", date || "", label("doc_type", type), size, asked],
    cells: () => [
      make("a", { href: `#d${n}:0-0`, lang: "sv" }, title || id), party || "–", place || "–", date || "–",
      label("doc_type", type), make("a", { href: `#d${n}:0-0` }, size.toLocaleString(locale)),
      make("a", { href: `#d${n}:0-0` }, String(asked)),
    ],
  })),
};

function setUp(table, number) {
  const source = table.dataset.source;
  const body = table.tBodies[0];
  const numeric = [...table.tHead.rows[0].cells].map((cell) => cell.classList.contains("num"));
  const rows = source ? sources[source]() : [...body.rows].map((row) => ({
    row, keys: [...row.cells].map((cell) => cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v)),
  }));
  const state = { text: "", column: -1, up: true, page: source ? 100 : Infinity };
  const built = (item) => item.row || (item.row = make("tr", {}, ...item.cells().map((content, n) =>
    make("td", numeric[n] ? { class: "num" } : {}, content))));
  const count = make("span", { role: "status" });
  const more = make("button", { type: "button", class: "more" }, words.more);
  function show() {
    const wanted = state.text.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean);
    const found = rows.filter((item) => {
      item.text = item.text || item.keys.join(" ").toLocaleLowerCase(locale);
      return wanted.every((word) => item.text.includes(word));
    });
    if (state.column >= 0) {
      const sign = state.up ? 1 : -1;
      const compare = new Intl.Collator("sv", { numeric: true }).compare;
      found.sort((a, b) => {
        const [x, y] = [a.keys[state.column], b.keys[state.column]];
        return sign * (typeof x === "number" ? x - y : compare(x, y));
      });
    }
    body.replaceChildren(...found.slice(0, state.page).map(built));
    const shown = Math.min(found.length, state.page);
    count.textContent = `${shown.toLocaleString(locale)} ${words.of} ${rows.length.toLocaleString(locale)} ${words.rows}`;
    more.hidden = found.length <= state.page;
  }
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const button = make("button", { type: "button" }, cell.textContent);
    button.addEventListener("click", () => {
      state.up = state.column === column ? !state.up : !numeric[column];
      state.column = column;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", state.up ? "ascending" : "descending");
      show();
    });
    cell.replaceChildren(button);
  });
  const input = make("input", { type: "search", id: `filter-${number}` });
  input.addEventListener("input", () => { state.text = input.value; show(); });
  more.addEventListener("click", () => { state.page += 400; show(); });
  const tools = make("div", { class: "tools" }, make("label", { for: input.id }, words.filter), input, count);
  table.parentElement.before(tools);
  table.parentElement.after(more);
  show();
}
document.querySelectorAll("table.data").forEach(setUp);

/* The sentences behind a number. */
function wordsOf(place) {
  const [doc, start, end, left, right, excerpt] = place;
  const text = excerpt === undefined ? data.texts[doc].slice(left, right) : excerpt;
  const q = make("q", { lang: "sv" });
  q.append(text.slice(0, start - left), make("mark", {}, text.slice(start - left, end - left)), text.slice(end - left));
  return q;
}
function openList(title, total, items) {
  const shown = items.length.toLocaleString(locale);
  byId("evidence-title").textContent = `${words.behind} ${title}`;
  byId("evidence-note").textContent = `${shown} ${words.of} ${total} ${words.shown}`;
  byId("evidence-list").replaceChildren(...items);
  if (!byId("evidence").open) byId("evidence").showModal();
  byId("evidence").scrollTop = 0;
}
function openEvidence(key, name) {
  const total = data.totals[key] || data.numbers[key].length;
  openList(name, total.toLocaleString(locale), data.numbers[key].map((n) => {
    const place = data.places[n];
    const [id, heading, party, where] = data.documents[place[0]];
    const about = [party, where, heading || id].filter(Boolean).join(", ");
    const link = data.texts ? make("a", { href: address(place) }, words.open) : null;
    return make("li", {}, wordsOf(place), " – ", make("span", { class: "note", lang: "sv" }, about), " ", link);
  }));
}
/* The documents of a party or year, or all. */
function openDocuments({ party, year }, name) {
  const found = data.documents.map((row, n) => [row, n]).filter(([row]) =>
    (party === undefined || (row[2] || "–") === party) && (year === undefined || (row[4] || "").startsWith(year)));
  openList(name, found.length.toLocaleString(locale), found.slice(0, 400).map(([[id, title, by, where, date, , size, asked], n]) =>
    make("li", {}, make("a", { href: `#d${n}:0-0`, lang: "sv" }, title || id), " – ", make("span", { class: "note" },
      [by, where, date, `${size.toLocaleString(locale)} ${words.words}`, `${asked} ${words.demands}`].filter(Boolean).join(", ")))));
}
/* A button says «12: Skola, C»: the number, and what it is of. */
const titleOf = (button) => button.getAttribute("aria-label").replace(/^.*?: /s, "");
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-key]");
  if (button) openEvidence(button.dataset.key, titleOf(button));
  const papers = event.target.closest("button[data-documents]");
  if (papers) openDocuments(papers.dataset, titleOf(papers));
  if (event.target.closest(".close")) event.target.closest("dialog").close();
});

/* A document with its demands and actors, at the place that the address names. */
function pieces(doc, start, end) {
  const text = data.texts[doc];
  const spans = data.spans[doc];
  const cuts = new Set([0, text.length, start, end]);
  spans.forEach(([a, b]) => { cuts.add(a); cuts.add(b); });
  const ordered = [...cuts].sort((a, b) => a - b);
  let first = 0;
  return ordered.slice(0, -1).map((a, n) => {
    const b = ordered[n + 1];
    while (first < spans.length && spans[first][1] <= a) first += 1;
    const around = spans.slice(first).filter(([x, y]) => x <= a && b <= y);
    let node = document.createTextNode(text.slice(a, b));
    const demand = around.find((span) => span[2] === "f");
    const actor = around.find((span) => span[2] === "t");
    if (demand) node = make("span", { class: "demand", title: label("form", demand[3]) }, node);
    if (actor) node = make("span", { class: "actor", title: actor[3] }, node);
    if (start < end && start <= a && b <= end) node = make("mark", { class: "target" }, node);
    return node;
  });
}
function followAddress() {
  if (location.hash.startsWith("#n:")) { followNumber(decodeURIComponent(location.hash.slice(3))); return; }
  const match = /^#d(\d+):(\d+)-(\d+)$/.exec(location.hash);
  const reader = byId("reader");
  if (!match) { reader.close(); return; }
  const [doc, start, end] = match.slice(1).map(Number);
  if (!data.documents[doc]) return;
  const [id, title, party, place, date, type] = data.documents[doc];
  byId("reader-title").textContent = title || id;
  byId("reader-about").textContent = [id, party, place, date, type && label("doc_type", type)].filter(Boolean).join(" · ");
  byId("reader-text").replaceChildren(...(data.texts ? pieces(doc, start, end) : [`polcorp show ${id}`]));
  if (!reader.open) reader.showModal();
  const target = reader.querySelector("mark.target");
  if (target) target.scrollIntoView({ block: "center" }); else reader.scrollTop = 0;
}
/* A point of a plot leads to the number that it shows. */
function followNumber(key) {
  const button = [...document.querySelectorAll("button[data-key]")].find((one) => one.dataset.key === key);
  if (button) openEvidence(key, titleOf(button));
}
byId("evidence").addEventListener("close", () => {
  if (location.hash.startsWith("#n:")) history.replaceState(null, "", location.pathname + location.search);
});
byId("reader").addEventListener("close", () => {
  if (location.hash.startsWith("#d") && location.hash.includes(":")) history.replaceState(null, "", location.pathname + location.search);
});
window.addEventListener("hashchange", followAddress);
followAddress();
