/* Counts under the filters, in one pass over the documents. Index 0 of a party is that of no known party. Words are
   those that rates are of: of all documents that the filters choose, whatever their themes, as in the commands. */
const P = nParties + 1;
let seen = null;

const zeros = (size) => new Float64Array(size);
function newCounts() {
  const nPlaces = municipalities.length;
  const nYears = years.length;
  return {
    documents: [], words: 0, allWords: 0, demands: 0, mentions: 0, actors: 0,
    party: { documents: zeros(P), words: zeros(P), demands: zeros(P) },
    theme: { demands: zeros(nThemes), sentences: zeros(nThemes), words: zeros(nThemes), documents: zeros(nThemes), cells: zeros(nThemes * P) },
    actor: { mentions: zeros(data.actors.length), documents: zeros(data.actors.length), cells: zeros(data.actors.length * P) },
    place: { documents: zeros(nPlaces), words: zeros(nPlaces), demands: zeros(nPlaces), themes: zeros(nPlaces * nThemes) },
    year: { documents: zeros(nYears * P), words: zeros(nYears * P), demands: zeros(nYears * P), themes: zeros(nYears * nThemes) },
    asked: zeros(nDocuments),
    units: [],
  };
}
function count() {
  seen = newCounts();
  const lastTheme = new Int32Array(nThemes).fill(-1);
  const lastActor = new Int32Array(data.actors.length).fill(-1);
  for (let doc = 0; doc < nDocuments; doc += 1) {
    if (!filter.there[doc]) continue;
    if (filter.all[doc]) countDocument(doc);
    countDemands(doc, lastTheme);
    countSentences(doc, lastTheme);
    countMentions(doc, lastActor);
  }
}
function countDocument(doc) {
  const size = documents.words[doc];
  const party = documents.party[doc] + 1;
  seen.allWords += size;
  seen.party.words[party] += size;
  seen.place.words[placeOf[doc]] += size;
  seen.year.words[yearOf[doc] * P + party] += size;
  if (!filter.counted[doc]) return;
  seen.documents.push(doc);
  seen.words += size;
  seen.party.documents[party] += 1;
  seen.place.documents[placeOf[doc]] += 1;
  seen.year.documents[yearOf[doc] * P + party] += 1;
}
function countTheme(theme, doc, last) {
  if (last[theme] === doc) return;
  last[theme] = doc;
  seen.theme.documents[theme] += 1;
}
function countDemands(doc, last) {
  const rows = tables.demands;
  const units = new Map();
  for (let row = rows.first[doc]; row < rows.first[doc + 1]; row += 1) {
    const party = rows.party[row] + 1;
    if (!filter.ofParty[party]) continue;
    if (!units.has(party)) units.set(party, { party: party - 1, size: 0, themes: new Map() });
    const unit = units.get(party);
    unit.size += 1; // the whole that shares are of, whatever the theme
    if (!filter.combinations[rows.themes[row]]) continue;
    seen.demands += 1;
    seen.asked[doc] += 1;
    seen.party.demands[party] += 1;
    seen.place.demands[placeOf[doc]] += 1;
    seen.year.demands[yearOf[doc] * P + party] += 1;
    for (const theme of data.combinations[rows.themes[row]]) {
      if (!filter.isThemeShown[theme]) continue;
      seen.theme.demands[theme] += 1;
      seen.theme.cells[theme * P + party] += 1;
      seen.place.themes[placeOf[doc] * nThemes + theme] += 1;
      unit.themes.set(theme, (unit.themes.get(theme) || 0) + 1);
      countTheme(theme, doc, last);
    }
  }
  seen.units.push(...units.values());
}
function countSentences(doc, last) {
  const rows = tables.sentences;
  for (let row = rows.first[doc]; row < rows.first[doc + 1]; row += 1) {
    if (!filter.has(rows, row)) continue;
    for (const theme of data.combinations[rows.themes[row]]) {
      if (!filter.isThemeShown[theme]) continue;
      seen.theme.sentences[theme] += 1;
      seen.theme.words[theme] += rows.value[row];
      seen.year.themes[yearOf[doc] * nThemes + theme] += rows.value[row];
      countTheme(theme, doc, last);
    }
  }
}
function countMentions(doc, last) {
  const rows = tables.mentions;
  for (let row = rows.first[doc]; row < rows.first[doc + 1]; row += 1) {
    if (!filter.has(rows, row)) continue;
    const actor = rows.value[row];
    seen.mentions += 1;
    if (!seen.actor.mentions[actor]) seen.actors += 1;
    seen.actor.mentions[actor] += 1;
    seen.actor.cells[actor * P + rows.party[row] + 1] += 1;
    if (last[actor] !== doc) { last[actor] = doc; seen.actor.documents[actor] += 1; }
  }
}

/* The parties that have columns and lines of their own, the others together, those not known last. */
const COLUMNS = 10;
function partiesShown() {
  const there = [];
  for (let party = 0; party < nParties; party += 1) {
    if (seen.party.documents[party + 1] || seen.party.demands[party + 1]) there.push(party);
  }
  there.sort((a, b) => seen.party.documents[b + 1] - seen.party.documents[a + 1] || collator.compare(data.parties[a], data.parties[b]));
  const most = there.length > COLUMNS + 1 ? COLUMNS : there.length;
  const nobody = seen.party.documents[0] || seen.party.demands[0];
  return { all: there, own: there.slice(0, most), others: there.slice(most), nobody: Boolean(nobody) };
}
/* Columns of parties: the name, and which parties are in it. */
function partyColumns() {
  const { own, others, nobody } = partiesShown();
  return [
    ...own.map((party) => ({ name: data.parties[party], title: data.party_names[party], parties: [party], key: data.parties[party] })),
    ...(others.length ? [{ name: said(words.others, { n: others.length }), title: others.map(partyName).join(", "), parties: others, key: "*" }] : []),
    ...(nobody ? [{ name: "–", title: words.nobody, parties: [NOBODY], key: "" }] : []),
  ];
}
const sumOver = (cells, at, parties) => parties.reduce((sum, party) => sum + cells[at * P + party + 1], 0);
