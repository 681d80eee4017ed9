/* What is behind a number. A question is a kind with what it is about, as «demands?theme=skola&party=C»:
   `demands`, `sentences` and `mentions` are of rows, `documents` of documents, `coded` of documents by a theme,
   `named` of documents by an actor, `actors` of each actor's first mention, `term` of the places of a typical word. */
const LISTED = 400;
const asked = (kind, about = {}) => {
  const given = new URLSearchParams(about).toString();
  return given ? `${kind}?${given}` : kind;
};
function understood(question) {
  const [kind, given] = question.split(/\?(.*)/s);
  return { kind, about: Object.fromEntries(new URLSearchParams(given || "")) };
}
const OF_ROWS = { demands: ["demands"], sentences: ["sentences"], mentions: ["mentions"], coded: ["demands", "sentences"], named: ["mentions"], actors: ["mentions"] };

/* Whether a row, or a document, is about what a question asks; the filters are another matter. */
function asksFor(about) {
  const others = new Set(about.party === "*" ? partiesShown().others : []);
  const party = about.party === undefined ? null : about.party === "" ? NOBODY : partyNumber.get(about.party);
  const theme = about.theme === undefined ? null : themeNumber.get(about.theme);
  const actor = about.actor === undefined ? null : actorNumber.get(about.actor);
  const place = about.municipality === undefined ? null : municipalityNumber.get(about.municipality);
  const year = about.year === undefined ? null : yearNumber.get(about.year);
  const ofParty = (one) => about.party === undefined || (about.party === "*" ? others.has(one) : one === party);
  const ofDocument = (doc) => (place === null || placeOf[doc] === place) && (year === null || yearOf[doc] === year);
  return {
    row: (rows, row) => ofParty(rows.party[row]) && ofDocument(rows.doc[row])
      && (theme === null || (filter.isThemeShown[theme] && data.combinations[rows.themes[row]].includes(theme)))
      && (actor === null || rows.value[row] === actor),
    document: (doc) => ofParty(documents.party[doc]) && ofDocument(doc),
  };
}
/* The rows behind a question as [kind, row]; of documents and actors the first row of each. */
function rowsBehind({ kind, about }) {
  const asks = asksFor(about);
  const found = [];
  for (const name of OF_ROWS[kind]) {
    const rows = tables[name];
    for (let row = 0; row < rows.size; row += 1) if (filter.has(rows, row) && asks.row(rows, row)) found.push([name, row]);
  }
  if (kind === "demands" || kind === "sentences" || kind === "mentions") return found;
  const first = new Map();
  for (const one of found) {
    const key = kind === "actors" ? tables.mentions.value[one[1]] : tables[one[0]].doc[one[1]];
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}
/* The place of a row: its document, offsets, and the words where the page has no whole text. */
function placeOfRow([kind, row]) {
  const rows = tables[kind];
  const doc = rows.doc[row];
  if (data.texts) {
    const right = Math.max(Math.min(rows.right[row], rows.left[row] + data.excerpt), rows.end[row]);
    return { doc, start: rows.start[row], end: rows.end[row], left: rows.left[row], right };
  }
  const excerpt = data.excerpts[kind][row];
  return excerpt ? { doc, start: excerpt[0], end: excerpt[1], left: 0, words: excerpt[2] } : null;
}
function placesBehind(question) {
  const { kind, about } = question;
  if (kind !== "term") {
    const rows = rowsBehind(question);
    return { total: rows.length, places: rows.map(placeOfRow).filter(Boolean) };
  }
  const row = data.typical.find((one) => one.term === about.term && partyName(one.party) === about.party);
  const places = (row ? row.places : []).map(([doc, start, end, left, right]) => ({ doc, start, end, left, right }));
  return { total: row ? row.count : 0, places };
}
function titleOf({ kind, about }) {
  const names = {
    party: (v) => (v === "*" ? words.other_parties : v || words.nobody), theme: (v) => themeName(themeNumber.get(v)),
    actor: (v) => v.replace(/\|[A-Z_]*$/, ""), municipality: (v) => v || words.no_municipality, year: (v) => v || words.no_date, term: (v) => `«${v}»`,
  };
  const parts = Object.entries(about).map(([name, value]) => names[name](value));
  return [words.behind_kinds[kind], parts.join(", ")].filter(Boolean).join(": ");
}
function isKnown({ kind, about }) {
  const known = { theme: themeNumber, actor: actorNumber, municipality: municipalityNumber, year: yearNumber };
  return (kind in words.behind_kinds) && Object.entries(about).every(([name, value]) => name === "term" || name === "party" || (known[name] && known[name].has(value)));
}

function quoted({ doc, start, end, left, right, words: excerpt }) {
  const text = excerpt === undefined ? data.texts[doc].slice(left, right) : excerpt;
  const q = make("q", { lang: "sv" });
  q.append(text.slice(0, start - left), make("mark", {}, text.slice(start - left, end - left)), text.slice(end - left));
  return q;
}
const placeAddress = ({ doc, start, end }) => `${doc}:${start}-${end}`;
const linkTo = (place, text, lang) => {
  const link = make("a", { href: addressOf({ place }), lang }, text);
  link.addEventListener("click", (event) => { event.preventDefault(); go({ place }); });
  return link;
};
function aboutDocument(doc) {
  const name = documents.title[doc] || documents.id[doc];
  return [partyName(documents.party[doc]), documents.municipality[doc], documents.date[doc], name].filter((one) => one && one !== "–").join(", ");
}
function itemOfPlace(place) {
  const link = data.texts ? linkTo(placeAddress(place), words.open) : null;
  return make("li", {}, quoted(place), " – ", make("span", { class: "note", lang: "sv" }, aboutDocument(place.doc)), " ", link);
}
function itemOfDocument(doc) {
  const details = [partyName(documents.party[doc]), documents.municipality[doc], documents.date[doc], `${whole(documents.words[doc])} ${words.words_short}`, `${whole(seen.asked[doc])} ${words.demands}`];
  return make("li", {}, linkTo(`${doc}:0-0`, documents.title[doc] || documents.id[doc], "sv"), " – ", make("span", { class: "note" }, details.filter(Boolean).join(", ")));
}
function showEvidence() {
  const question = state.show ? understood(state.show) : null;
  const dialog = byId("evidence");
  if (!question || !isKnown(question)) { if (dialog.open) dialog.close(); return; }
  let [total, items] = [0, []];
  if (question.kind === "documents") {
    const asks = asksFor(question.about);
    const found = seen.documents.filter(asks.document);
    [total, items] = [found.length, found.slice(0, LISTED).map(itemOfDocument)];
  } else {
    const behind = placesBehind(question);
    [total, items] = [behind.total, behind.places.slice(0, LISTED).map(itemOfPlace)];
  }
  byId("evidence-title").textContent = titleOf(question);
  const note = said(words.shown, { shown: whole(items.length), total: whole(total) });
  byId("evidence-note").textContent = [note, filterWords(), items.length < total && !data.texts ? words.excerpts_only : ""].filter(Boolean).join(". ");
  byId("evidence-list").replaceChildren(...items);
  if (!dialog.open) { dialog.showModal(); dialog.scrollTop = 0; }
}

/* A document with its demands and actors, at the place that the address names. */
function spansOf(doc) {
  const spans = [];
  for (const kind of ["demands", "mentions"]) {
    const rows = tables[kind];
    for (let row = rows.first[doc]; row < rows.first[doc + 1]; row += 1) {
      const name = kind === "demands" ? label("form", data.forms[rows.value[row]]) : label("type", data.actors[rows.value[row]][1]);
      spans.push({ start: rows.start[row], end: rows.end[row], kind, name });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}
function pieces(doc, start, end) {
  const text = data.texts[doc];
  const spans = spansOf(doc);
  const cuts = new Set([0, text.length, start, end]);
  spans.forEach((span) => { cuts.add(span.start); cuts.add(span.end); });
  const ordered = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  let first = 0;
  return ordered.slice(0, -1).map((a, n) => {
    const b = ordered[n + 1];
    while (first < spans.length && spans[first].end <= a) first += 1;
    const around = spans.slice(first).filter((span) => span.start <= a && b <= span.end);
    let node = document.createTextNode(text.slice(a, b));
    for (const [kind, name] of [["demands", "demand"], ["mentions", "actor"]]) {
      const span = around.find((one) => one.kind === kind);
      if (span) node = make("span", { class: name, title: span.name }, node);
    }
    return start < end && start <= a && b <= end ? make("mark", { class: "target" }, node) : node;
  });
}
function showReader() {
  const match = /^(\d+):(\d+)-(\d+)$/.exec(state.place);
  const reader = byId("reader");
  const [doc, start, end] = match ? match.slice(1).map(Number) : [-1, 0, 0];
  if (!match || doc >= nDocuments) { if (reader.open) reader.close(); return; }
  const about = [documents.id[doc], partyName(documents.party[doc]), documents.municipality[doc], documents.date[doc], documents.type[doc] && label("doc_type", documents.type[doc])];
  byId("reader-title").textContent = documents.title[doc] || documents.id[doc];
  byId("reader-about").textContent = about.filter(Boolean).join(" · ");
  byId("reader-text").replaceChildren(...(data.texts ? pieces(doc, start, end) : [`polcorp show ${documents.id[doc]}`]));
  if (!reader.open) reader.showModal();
  const target = reader.querySelector("mark.target");
  if (target) target.scrollIntoView({ block: "center" }); else reader.scrollTop = 0;
}
