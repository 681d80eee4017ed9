"use strict";
/* What the page knows: names, documents, and the counted rows as columns of numbers. */
const data = JSON.parse(document.getElementById("payload").textContent);
const words = data.words;
const locale = document.documentElement.lang;
const NOBODY = -1;
const byId = (id) => document.getElementById(id);
const collator = new Intl.Collator("sv", { numeric: true });

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
const label = (kind, value) => (data.labels[kind] || {})[value] || value || "–";
const whole = (n) => n.toLocaleString(locale);
const decimal = (n, digits = 2) => (n === null || n === undefined || !Number.isFinite(n)) ? "–"
  : n.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = (share, digits = 1) => `${decimal(100 * share, digits)} %`;
const said = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const capital = (text) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/* Rows of one kind: `doc`, `party`, `themes` (a combination) and `value` of each, by its number. */
function unpack(packed) {
  const size = packed.themes.length;
  const rows = {
    size, first: new Uint32Array(packed.n.length + 1), doc: new Uint32Array(size), party: new Int32Array(size),
    themes: Uint32Array.from(packed.themes), value: Uint32Array.from(packed.value),
    start: packed.start, end: packed.end, left: packed.left || packed.start, right: packed.right || packed.end,
  };
  let row = 0;
  packed.n.forEach((n, doc) => {
    rows.first[doc] = row;
    for (const last = row + n; row < last; row += 1) { rows.doc[row] = doc; rows.party[row] = data.documents.party[doc]; }
  });
  rows.first[packed.n.length] = row;
  for (let n = 0; n < packed.party.length; n += 2) rows.party[packed.party[n]] = packed.party[n + 1];
  return rows;
}
const documents = data.documents;
const nDocuments = documents.id.length;
const tables = { demands: unpack(data.demands), sentences: unpack(data.sentences), mentions: unpack(data.mentions) };

const nParties = data.parties.length;
const partyName = (party) => (party === NOBODY ? "–" : data.parties[party]);
const partyNumber = new Map(data.parties.map((name, n) => [name, n]));
const nThemes = data.themes.length;
const themeName = (theme) => data.themes[theme][1];
const themeNumber = new Map(data.themes.map(([code], n) => [code, n]));
const actorKey = (actor) => data.actors[actor].join("|");
const actorNumber = new Map(data.actors.map((_, n) => [actorKey(n), n]));

/* Municipalities and years, each with the number that a document has in `place` and `year`; "" is none. */
const municipalities = [...new Set(documents.municipality)].sort((a, b) => (a === "") - (b === "") || collator.compare(a, b));
const municipalityNumber = new Map(municipalities.map((name, n) => [name, n]));
const placeOf = Uint32Array.from(documents.municipality, (name) => municipalityNumber.get(name));
const years = [...new Set(documents.date.map((date) => date.slice(0, 4)))].sort((a, b) => (a === "") - (b === "") || (a < b ? -1 : 1));
const yearNumber = new Map(years.map((name, n) => [name, n]));
const yearOf = Uint32Array.from(documents.date, (date) => yearNumber.get(date.slice(0, 4)));
