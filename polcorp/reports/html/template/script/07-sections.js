/* The tables of the page, each from the counts. */
const number = (head, key = head, more = {}) => ({ head, key, num: true, ...more });
const text = (head, key = head) => ({ head, key });
const SHADES = 6;

const codeOf = (theme) => data.themes[theme][0];
const ordered = (n, size, tie) => Array.from({ length: n }, (_, k) => k).filter((k) => size(k) > 0).sort((a, b) => size(b) - size(a) || tie(a, b));
const perThousand = (n, of) => (of ? (1000 * n) / of : null);

const partiesTable = {
  id: "overview", title: "", page: 400,
  columns: () => [text(words.party), number(words.documents), number(words.words_short), number(words.demands), number(words.per_1000)],
  rows: () => {
    const { all, nobody } = partiesShown();
    return [...all, ...(nobody ? [NOBODY] : [])].map((party) => {
      const about = { party: party === NOBODY ? "" : partyName(party) };
      const { documents: n, words: size, demands } = seen.party;
      const rate = perThousand(demands[party + 1], size[party + 1]);
      return [
        { v: partyName(party) }, { v: n[party + 1], ask: asked("documents", about) }, { v: size[party + 1], ask: n[party + 1] ? asked("documents", about) : null },
        { v: demands[party + 1], ask: asked("demands", about) }, { v: rate, text: decimal(rate), ask: asked("demands", about) },
      ];
    });
  },
};

/* Demands by theme and party, the darker the larger the share of the party's demands. */
const matrixTable = {
  id: "matrix", title: "", page: 400,
  columns: () => [text(words.theme), number(words.demands), ...partyColumns().map((one) => number(one.name, `party ${one.key}`, { title: one.title, column: one })),
    number(words.sentences), number(words.share_of_words), number(words.documents)],
  rows: (columns) => {
    const { demands, sentences, words: size, documents: n, cells } = seen.theme;
    const parties = columns.filter((column) => column.column).map((column) => column.column);
    const wholes = parties.map((one) => one.parties.reduce((sum, party) => sum + seen.party.demands[party + 1], 0));
    return ordered(nThemes, (k) => demands[k] + sentences[k] / 1e6, (a, b) => sentences[b] - sentences[a]).map((theme) => {
      const about = { theme: codeOf(theme) };
      return [
        { v: themeName(theme), lang: data.themes_lang }, { v: demands[theme], ask: asked("demands", about) },
        ...parties.map((one, k) => {
          const hits = sumOver(cells, theme, one.parties);
          const share = wholes[k] ? hits / wholes[k] : 0;
          return { v: hits, ask: asked("demands", { ...about, party: one.key }), shade: Math.min(Math.ceil(share * 2 * SHADES), SHADES) };
        }),
        { v: sentences[theme], ask: asked("sentences", about) },
        { v: seen.allWords ? size[theme] / seen.allWords : null, text: seen.allWords ? percent(size[theme] / seen.allWords) : "–", ask: asked("sentences", about) },
        { v: n[theme], ask: asked("coded", about) },
      ];
    });
  },
};

const placesTable = {
  id: "municipalities", title: "", search: true,
  columns: () => [text(words.municipality), number(words.documents), number(words.words_short), number(words.demands), number(words.per_1000), text(words.main_theme)],
  rows: () => {
    const { documents: n, words: size, demands, themes } = seen.place;
    const places = ordered(municipalities.length, (k) => n[k] * 1e6 + demands[k], (a, b) => a - b);
    places.sort((a, b) => (municipalities[a] === "") - (municipalities[b] === "")); // the unknown one last
    return places.map((place) => {
      const about = { municipality: municipalities[place] };
      const rate = perThousand(demands[place], size[place]);
      const [most] = ordered(nThemes, (theme) => themes[place * nThemes + theme], (a, b) => a - b);
      return [
        { v: municipalities[place], text: municipalities[place] || words.no_municipality }, { v: n[place], ask: asked("documents", about) }, { v: size[place], ask: n[place] ? asked("documents", about) : null },
        { v: demands[place], ask: asked("demands", about) }, { v: rate, text: decimal(rate), ask: asked("demands", about) },
        { v: most === undefined ? "" : themeName(most), lang: data.themes_lang },
      ];
    });
  },
};

const yearsTable = {
  id: "time", title: "", page: 400,
  columns: () => [text(words.year), number(words.documents), number(words.words_short), number(words.demands), number(words.per_1000)],
  rows: () => years.map((year, k) => {
    const of = (cells) => cells.subarray(k * P, (k + 1) * P).reduce((a, b) => a + b, 0);
    const [n, size, demands] = [of(seen.year.documents), of(seen.year.words), of(seen.year.demands)];
    const rate = perThousand(demands, size);
    const about = { year };
    return [
      { v: year, text: year || words.no_date }, { v: n, ask: asked("documents", about) }, { v: size, ask: n ? asked("documents", about) : null },
      { v: demands, ask: asked("demands", about) }, { v: rate, text: decimal(rate), ask: asked("demands", about) },
    ];
  }).filter((row) => row[1].v || row[3].v),
};

const actorsTable = {
  id: "actors", title: "", search: true,
  columns: () => [text(words.actor), text(words.type), number(words.mentions), ...partyColumns().map((one) => number(one.name, `party ${one.key}`, { title: one.title, column: one })), number(words.documents)],
  rows: (columns) => {
    const { mentions, documents: n, cells } = seen.actor;
    const parties = columns.filter((column) => column.column).map((column) => column.column);
    const name = (actor) => data.actors[actor][0];
    return ordered(data.actors.length, (k) => mentions[k], (a, b) => collator.compare(name(a), name(b))).map((actor) => {
      const about = { actor: actorKey(actor) };
      return [
        { v: name(actor), lang: "sv" }, { v: label("type", data.actors[actor][1]) }, { v: mentions[actor], ask: asked("mentions", about) },
        ...parties.map((one) => ({ v: sumOver(cells, actor, one.parties), ask: asked("mentions", { ...about, party: one.key }) })),
        { v: n[actor], ask: asked("named", about) },
      ];
    });
  },
};

/* Typical words are compared over the whole of the report: they follow the filter by party alone. */
const typicalFollows = () => !state.municipality.size && !state.theme.size && !state.from && !state.to;
const typicalShown = () => (typicalFollows() ? data.typical.filter((row) => filter.ofParty[row.party + 1]) : []);
const typicalTable = {
  id: "keyness", title: "", page: 400,
  columns: () => [text(words.party), text(words.word), number(words.places), number(words.log_ratio), number(words.interval)],
  rows: () => typicalShown().map((row) => {
    const ask = asked("term", { term: row.term, party: partyName(row.party) });
    return [
      { v: partyName(row.party) }, { v: row.term, lang: "sv" }, { v: row.count, ask }, { v: row.log_ratio, text: decimal(row.log_ratio), ask },
      { v: row.low, text: `${decimal(row.low)} – ${decimal(row.high)}` },
    ];
  }),
};

/* A demand has its words where the page has them: all of them, or a spread. */
function demandWords(row) {
  const place = placeOfRow(["demands", row]);
  if (!place) return null;
  return place.words === undefined ? data.texts[place.doc].slice(place.start, place.end) : place.words;
}
const demandsTable = {
  id: "demands", title: "", search: true,
  columns: () => [text(words.party), text(words.municipality), text(words.date), text(words.theme), text(words.form), text(words.text)],
  rows: () => {
    const rows = tables.demands;
    const found = [];
    for (let row = 0; row < rows.size; row += 1) {
      if (!filter.has(rows, row)) continue;
      const demand = demandWords(row);
      if (demand === null) continue;
      const doc = rows.doc[row];
      found.push([
        { v: partyName(rows.party[row]) }, { v: documents.municipality[doc] }, { v: documents.date[doc] },
        { v: data.combinations[rows.themes[row]].map(themeName).join("; "), lang: data.themes_lang }, { v: label("form", data.forms[rows.value[row]]) },
        { v: demand.replace(/\s+/g, " "), place: data.texts ? `${doc}:${rows.start[row]}-${rows.end[row]}` : `${doc}:0-0`, lang: "sv" },
      ]);
    }
    return found;
  },
};
const documentsTable = {
  id: "documents", title: "", search: true,
  columns: () => [text(words.document), text(words.party), text(words.municipality), text(words.date), text(words.type), number(words.words_short), number(words.demands)],
  rows: () => seen.documents.map((doc) => {
    const place = `${doc}:0-0`;
    return [
      { v: documents.title[doc] || documents.id[doc], place, lang: "sv" }, { v: partyName(documents.party[doc]) }, { v: documents.municipality[doc] },
      { v: documents.date[doc] }, { v: label("doc_type", documents.type[doc]) }, { v: documents.words[doc], place }, { v: seen.asked[doc], place: seen.asked[doc] ? place : null },
    ];
  }),
};
