/* What is drawn of themes, years and words. A figure is traces, a layout and a height, or null for nothing. */
const MOST = { parties: 8, themes: 12, lines: 6 };
const interval = (low, high) => (Number.isFinite(low) ? said(words.tip_interval, { low: decimal(100 * low, 1), high: decimal(100 * high, 1) }) : words.no_interval);
const rangeOf = (n) => Array.from({ length: n }, (_, k) => k);

const sharesFigure = {
  id: "shares",
  build: (colours) => {
    const themes = ordered(nThemes, (k) => seen.theme.demands[k], (a, b) => a - b).slice(0, MOST.themes);
    const parties = partiesShown().own.filter((party) => seen.party.demands[party + 1]).sort((a, b) => seen.party.demands[b + 1] - seen.party.demands[a + 1]).slice(0, MOST.parties);
    if (!themes.length || !parties.length) return null;
    const found = shares(themes);
    const traces = parties.map((party, n) => {
      const offset = ((n - (parties.length - 1) / 2) * 0.8) / Math.max(parties.length, 1);
      const points = themes.map((theme) => found.get(`${theme}|${party}`));
      const reach = (end) => points.map((one) => (Number.isFinite(one.low) ? 100 * Math.abs(one[end] - one.share) : 0));
      return {
        type: "scatter", mode: "markers", name: short(`${partyName(party)} (n = ${whole(points[0].n)})`),
        x: points.map((one) => 100 * one.share), y: themes.map((_, k) => k + offset),
        error_x: { type: "data", symmetric: false, array: reach("high"), arrayminus: reach("low"), color: colourOf(party), thickness: 1.4, width: 0 },
        marker: { color: colourOf(party), symbol: symbolOf(party), size: 8, line: { color: colours.ink, width: 0.7 } },
        hoverinfo: "text", text: points.map((one, k) => [`<b>${plain(partyName(party))}</b> ${plain(themeName(themes[k]))}`,
          said(words.tip_share, { share: percent(one.share), hits: whole(one.hits), n: whole(one.n) }), interval(one.low, one.high)].join("<br>")),
        customdata: points.map((one, k) => (one.hits ? asked("demands", { theme: codeOf(themes[k]), party: partyName(party) }) : "")),
      };
    });
    return {
      traces, height: 90 + themes.length * Math.max(parties.length * (onPaper() ? 7 : 9), 24),
      layout: {
        xaxis: { title: { text: words.share_axis }, rangemode: "tozero", ticksuffix: " %" },
        yaxis: { tickvals: rangeOf(themes.length), ticktext: themes.map((theme) => short(themeName(theme))), range: [themes.length - 0.5, -0.5], showgrid: false, zeroline: false },
      },
    };
  },
};

/* The years that are known, in order, each in its place on an axis of time. */
const datedYears = () => rangeOf(years.length).filter((k) => /^\d{4}$/.test(years[k]));
function withoutDate() {
  const k = yearNumber.get("");
  const n = k === undefined ? 0 : seen.documents.filter((doc) => yearOf[doc] === k).length;
  return n === 0 ? words.all_dated : said(words.without_date, { n: whole(n), total: whole(seen.documents.length) });
}
const timeAxis = { type: "linear", tickformat: "d", dtick: undefined, nticks: 12, tick0: 2000 };
const axisOfYears = (dated) => {
  const [first, last] = [Number(years[dated[0]]), Number(years[dated.at(-1)])];
  return { ...timeAxis, range: [first - 0.5, last + 0.5], dtick: last - first > 24 ? 5 : last - first > 10 ? 2 : 1 };
};
const timeFigure = {
  id: "time", option: "time",
  build: (colours) => {
    const dated = datedYears().filter((k) => seen.year.documents.subarray(k * P, (k + 1) * P).some(Boolean) || seen.year.demands.subarray(k * P, (k + 1) * P).some(Boolean));
    if (!dated.length) return null;
    const measure = {
      demands: (at) => (seen.year.documents[at] || seen.year.demands[at] ? seen.year.demands[at] : null), documents: (at) => seen.year.documents[at],
      per_1000: (at) => perThousand(seen.year.demands[at], seen.year.words[at]),
    }[state.time];
    const { own, nobody } = partiesShown();
    const parties = [...own.slice(0, MOST.parties), ...(nobody ? [NOBODY] : [])];
    const traces = parties.map((party) => {
      const values = dated.map((k) => measure(k * P + party + 1));
      return {
        type: "scatter", mode: "lines+markers", name: short(party === NOBODY ? words.nobody : partyName(party)), connectgaps: true,
        x: dated.map((k) => Number(years[k])), y: values,
        line: { color: colourOf(party), width: 2 }, marker: { color: colourOf(party), symbol: symbolOf(party), size: 8, line: { color: colours.ink, width: 0.7 } },
        hoverinfo: "text", text: dated.map((k, n) => {
          const at = k * P + party + 1;
          return [`<b>${plain(partyName(party))}</b> ${years[k]}`, `${words.time_options[state.time]}: ${decimal(values[n], state.time === "per_1000" ? 2 : 0)}`,
            said(words.tip_year, { demands: whole(seen.year.demands[at]), documents: whole(seen.year.documents[at]), words: whole(seen.year.words[at]) })].join("<br>");
        }),
        customdata: dated.map((k) => asked(state.time === "documents" ? "documents" : "demands", { party: party === NOBODY ? "" : partyName(party), year: years[k] })),
      };
    });
    return { traces, height: 380, note: withoutDate(), layout: { xaxis: axisOfYears(dated), yaxis: { title: { text: words.time_options[state.time] }, rangemode: "tozero" } } };
  },
};
/* Colours of themes: those of Okabe and Ito, which colour-blind readers tell apart. */
const THEME_COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
const themeTimeFigure = {
  id: "theme-time",
  build: (colours) => {
    const dated = datedYears().filter((k) => sumOfYear(k) > 0);
    const themes = ordered(nThemes, (k) => seen.theme.words[k], (a, b) => a - b).slice(0, MOST.lines);
    if (!dated.length || !themes.length) return null;
    const traces = themes.map((theme, n) => ({
      type: "scatter", mode: "lines+markers", name: short(themeName(theme)), x: dated.map((k) => Number(years[k])),
      y: dated.map((k) => (100 * seen.year.themes[k * nThemes + theme]) / sumOfYear(k)),
      line: { color: THEME_COLOURS[n], width: 2 }, marker: { color: THEME_COLOURS[n], symbol: SYMBOLS[n], size: 8, line: { color: colours.ink, width: 0.7 } },
      hoverinfo: "text", text: dated.map((k) => [`<b>${plain(themeName(theme))}</b> ${years[k]}`,
        said(words.tip_words, { share: percent(seen.year.themes[k * nThemes + theme] / sumOfYear(k)), hits: whole(seen.year.themes[k * nThemes + theme]), n: whole(sumOfYear(k)) })].join("<br>")),
      customdata: dated.map((k) => asked("sentences", { theme: codeOf(theme), year: years[k] })),
    }));
    return { traces, height: 380, note: withoutDate(), layout: { xaxis: axisOfYears(dated), yaxis: { title: { text: words.share_of_words }, rangemode: "tozero", ticksuffix: " %" } } };
  },
};
const sumOfYear = (k) => seen.year.words.subarray(k * P, (k + 1) * P).reduce((a, b) => a + b, 0);

const typicalFigure = {
  id: "keyness",
  build: (colours) => {
    const { own: largest } = partiesShown();
    const rows = typicalShown().filter((row) => largest.includes(row.party));
    if (!rows.length) return null;
    const parties = largest.filter((party) => rows.some((row) => row.party === party));
    let y = 0;
    const ticks = [];
    const traces = parties.map((party) => {
      const own = rows.filter((row) => row.party === party);
      const places = own.map((row) => { ticks.push([y, `${row.term} (${row.count})`]); y += 1; return y - 1; });
      y += 1;
      const reach = (end) => own.map((row) => (row[end] === null ? 0 : Math.abs(row[end] - row.log_ratio)));
      return {
        type: "scatter", mode: "markers", name: short(partyName(party)), x: own.map((row) => row.log_ratio), y: places,
        error_x: { type: "data", symmetric: false, array: reach("high"), arrayminus: reach("low"), color: colourOf(party), thickness: 1.4, width: 0 },
        marker: { color: colourOf(party), symbol: symbolOf(party), size: 8, line: { color: colours.ink, width: 0.7 } },
        hoverinfo: "text", text: own.map((row) => [`<b>${plain(row.term)}</b> ${plain(partyName(party))}`, said(words.tip_typical, { n: whole(row.count), ratio: decimal(row.log_ratio), low: decimal(row.low), high: decimal(row.high) })].join("<br>")),
        customdata: own.map((row) => asked("term", { term: row.term, party: partyName(party) })),
      };
    });
    return {
      traces, height: 110 + y * 20,
      layout: { xaxis: { title: { text: words.key_axis }, rangemode: "tozero" }, yaxis: { tickvals: ticks.map(([at]) => at), ticktext: ticks.map(([, name]) => short(name)), range: [y - 0.5, -0.7], showgrid: false, zeroline: false } },
    };
  },
};
