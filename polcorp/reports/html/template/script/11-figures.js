/* The map of municipalities, who names whom, and who agrees with whom. */
const mapMeasures = {
  demands: (k) => seen.place.demands[k], documents: (k) => seen.place.documents[k],
  per_1000: (k) => perThousand(seen.place.demands[k], seen.place.words[k]) ?? 0,
};
/* Up to five classes of about as many municipalities each, by the values at their borders. */
function classesOf(values) {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const all = [...values].sort((a, b) => a - b);
  if (distinct.length <= 5) return distinct.map((value) => [value, value]);
  const starts = [...new Set(rangeOf(5).map((n) => all[Math.floor((n * all.length) / 5)]))];
  return starts.map((low, n) => [low, n + 1 < starts.length ? all.filter((value) => value < starts[n + 1]).at(-1) : all.at(-1)]);
}
function ringsOf(name) {
  const [x, y] = [[], []];
  for (const ring of data.outlines[name]) {
    if (x.length) { x.push(null); y.push(null); }
    for (let n = 0; n < ring.length; n += 2) { x.push(ring[n]); y.push(ring[n + 1]); }
  }
  return { x, y };
}
const mapFigure = {
  id: "map", option: "map",
  build: (colours) => {
    const names = Object.keys(data.outlines);
    const value = (name) => (municipalityNumber.has(name) ? mapMeasures[state.map](municipalityNumber.get(name)) : 0);
    const there = names.filter((name) => value(name) > 0);
    if (!there.length) return null;
    const classes = classesOf(there.map(value));
    const digits = state.map === "per_1000" ? 1 : 0;
    const nameOf = ([low, high]) => (low === high ? decimal(low, digits) : `${decimal(low, digits)}–${decimal(high, digits)}`);
    const classOf = (name) => (value(name) > 0 ? classes.findLastIndex(([low]) => value(name) >= low) : -1);
    const first = new Set();
    const traces = names.map((name) => [classOf(name), name]).sort((a, b) => a[0] - b[0]).map(([k, name]) => {
      const group = k < 0 ? "none" : `class ${k}`;
      const showlegend = !first.has(group);
      first.add(group);
      const shade = colours.ramp[classes.length === 1 ? 3 : Math.round((k * (colours.ramp.length - 1)) / (classes.length - 1))];
      const n = municipalityNumber.get(name);
      const about = n === undefined ? [words.no_documents] : [`${words.map_options[state.map]}: ${decimal(value(name), digits)}`,
        said(words.tip_year, { demands: whole(seen.place.demands[n]), documents: whole(seen.place.documents[n]), words: whole(seen.place.words[n]) })];
      return {
        ...ringsOf(name), type: "scatter", mode: "lines", fill: "toself", hoveron: "fills", hoverinfo: "text", text: [`<b>${plain(name)}</b>`, ...about].join("<br>"),
        fillcolor: k < 0 ? colours.empty : shade, line: { color: colours.line, width: 0.5 }, legendgroup: group, showlegend,
        name: k < 0 ? words.none_there : nameOf(classes[k]), customdata: k < 0 ? "" : asked(state.map === "documents" ? "documents" : "demands", { municipality: name }),
      };
    });
    const outside = municipalities.filter((name, k) => !data.outlines[name] && seen.place.documents[k]).reduce((sum, name) => sum + seen.place.documents[municipalityNumber.get(name)], 0);
    const note = [outside ? said(words.outside_map, { n: whole(outside), total: whole(seen.documents.length) }) : "", capital(words.outlines_by)].join(" ");
    return {
      traces, height: 760, note,
      layout: { xaxis: { visible: false }, yaxis: { visible: false, scaleanchor: "x", scaleratio: 1 }, legend: { x: 0, y: 1, orientation: "v", title: { text: words.map_options[state.map] } }, margin: { l: 0, r: 0, t: 0, b: 0 } },
    };
  },
};

/* Who names whom: arrows from the parties to those whom they name, the thicker the more often. */
const ARROWS = 40;
function namedActors(parties) {
  const isParty = (actor) => data.actors[actor][1] === "PARTY";
  const known = (actor) => (data.actor_parties[actor] === NOBODY ? undefined : data.actor_parties[actor]);
  const there = ordered(data.actors.length, (k) => seen.actor.mentions[k], (a, b) => a - b);
  const named = there.filter(isParty).slice(0, 14).map((actor) => ({ actor, party: known(actor), ring: 1 }));
  const speaking = parties.filter((party) => !named.some((one) => one.party === party)).map((party) => ({ actor: null, party, ring: 1 }));
  const others = state.network === "parties" ? [] : there.filter((actor) => !isParty(actor)).slice(0, 16).map((actor) => ({ actor, party: undefined, ring: 1.75 }));
  return [...named, ...speaking, ...others];
}
function placed(nodes) {
  for (const ring of new Set(nodes.map((node) => node.ring))) {
    const own = nodes.filter((node) => node.ring === ring);
    own.forEach((node, n) => {
      const angle = Math.PI / 2 - (2 * Math.PI * (n + (ring > 1 ? 0.5 : 0))) / own.length;
      Object.assign(node, { x: ring * Math.cos(angle), y: ring * Math.sin(angle) });
    });
  }
  return nodes;
}
function arrow(from, to, bend = 0.18) {
  const middle = [(from.x + to.x) / 2 - bend * (to.y - from.y), (from.y + to.y) / 2 + bend * (to.x - from.x)];
  const at = (t) => ["x", "y"].map((axis, k) => (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * middle[k] + t ** 2 * to[axis]);
  return rangeOf(13).map((n) => at(0.06 + (n * 0.84) / 12));
}
const networkFigure = {
  id: "network", option: "network",
  build: (colours) => {
    const parties = partiesShown().own;
    const nodes = namedActors(parties);
    const of = (actor, party) => seen.actor.cells[actor * P + party + 1];
    const edges = [];
    for (const to of nodes.filter((node) => node.actor !== null)) {
      for (const from of nodes.filter((node) => parties.includes(node.party) && node !== to)) {
        if (from.party !== to.party && of(to.actor, from.party)) edges.push({ from, to, n: of(to.actor, from.party) });
      }
    }
    edges.sort((a, b) => b.n - a.n);
    const shownEdges = edges.slice(0, ARROWS);
    if (!shownEdges.length) return null;
    const spots = placed(nodes.filter((node) => shownEdges.some(({ from, to }) => from === node || to === node)));
    const nameOf = (node) => (node.party !== undefined ? partyName(node.party) : data.actors[node.actor][0]);
    const most = shownEdges[0].n;
    const traces = shownEdges.map(({ from, to, n }) => {
      const points = arrow(from, to);
      const [before, end] = points.slice(-2);
      const turn = 90 - (Math.atan2(end[1] - before[1], end[0] - before[0]) * 180) / Math.PI;
      const size = (k) => (k === points.length - 1 ? 9 + 6 * Math.sqrt(n / most) : 0);
      const total = parties.reduce((sum, party) => sum + of(to.actor, party), 0);
      return {
        type: "scatter", mode: "lines+markers", x: points.map((point) => point[0]), y: points.map((point) => point[1]), showlegend: false,
        line: { color: colourOf(from.party), width: 1 + 5 * Math.sqrt(n / most) }, opacity: 0.8,
        marker: { symbol: "arrow", angle: turn, size: points.map((_, k) => size(k)), color: colourOf(from.party), opacity: 1, line: { color: colours.ink, width: 0.5 } },
        hoverinfo: "text", text: said(words.tip_names, { from: plain(nameOf(from)), to: plain(nameOf(to)), n: whole(n), total: whole(total) }),
        customdata: points.map(() => asked("mentions", { actor: actorKey(to.actor), party: partyName(from.party) })),
      };
    });
    const total = (node) => (node.actor === null ? 0 : seen.actor.mentions[node.actor]);
    traces.push({
      type: "scatter", mode: "markers+text", showlegend: false, x: spots.map((node) => node.x), y: spots.map((node) => node.y),
      text: spots.map((node) => short(nameOf(node), 18)), textposition: spots.map((node) => (node.y >= 0 ? "top center" : "bottom center")),
      marker: { opacity: 1, size: spots.map((node) => 14 + 18 * Math.sqrt(total(node) / Math.max(...spots.map(total), 1))), color: spots.map((node) => (node.party === undefined ? colours.faint : colourOf(node.party))), symbol: spots.map((node) => (node.party === undefined ? "square" : symbolOf(node.party))), line: { color: colours.ink, width: 1 } },
      hoverinfo: "text", hovertext: spots.map((node) => said(words.tip_node, { name: plain(nameOf(node)), n: whole(total(node)), self: whole(node.actor !== null && node.party !== undefined && node.party >= 0 ? of(node.actor, node.party) : 0) })),
      customdata: spots.map((node) => (node.actor === null ? "" : asked("mentions", { actor: actorKey(node.actor) }))),
    });
    const reach = Math.max(...spots.map((node) => node.ring)) + 0.35;
    const note = edges.length > ARROWS ? said(words.arrows, { shown: ARROWS, total: whole(edges.length) }) : "";
    return { traces, height: state.network === "parties" ? 560 : 720, note, layout: { xaxis: { visible: false, range: [-reach * 1.3, reach * 1.3] }, yaxis: { visible: false, range: [-reach, reach], scaleanchor: "x" }, margin: { l: 0, r: 0, t: 0, b: 0 } } };
  },
};

const agreementFigure = {
  id: "agreement",
  build: (colours) => {
    const pairs = pairsShown(mattersShown());
    const all = partiesShown().own.filter((party) => pairs.some((pair) => pair.left === party || pair.right === party));
    if (!all.length) return null;
    const pairOf = (a, b) => pairs.find((pair) => (pair.left === a && pair.right === b) || (pair.left === b && pair.right === a));
    const cells = all.map((a) => all.map((b) => pairOf(a, b)));
    const names = all.map((party) => short(partyName(party), 16));
    return {
      traces: [{
        type: "heatmap", x: names, y: names, z: cells.map((row) => row.map((pair) => (pair ? 100 * pair.share : null))), zmin: 0, zmax: 100, xgap: 2, ygap: 2,
        colorscale: [[0, "#d98c4a"], [0.5, "#e9e9ee"], [1, "#5d9bd3"]], hoverongaps: false, hoverinfo: "text",
        hovertext: cells.map((row, k) => row.map((pair, m) => (pair ? [`<b>${names[k]} – ${names[m]}</b>`, said(words.tip_agree, { same: pair.same, opposite: pair.opposite, n: pair.n }), interval(pair.low, pair.high)].join("<br>") : ""))),
        text: cells.map((row) => row.map((pair) => (pair ? `${pair.same}/${pair.n}` : ""))), texttemplate: "%{text}", textfont: { color: "#1b1b1f" },
        colorbar: { title: { text: words.share_same, side: "right" }, ticksuffix: " %", thickness: 12, outlinewidth: 0, tickfont: { color: colours.ink } },
      }],
      height: 140 + 34 * all.length,
      layout: { xaxis: { side: "top", showgrid: false, fixedrange: true, type: "category" }, yaxis: { autorange: "reversed", showgrid: false, fixedrange: true, type: "category" }, margin: { l: 8, r: 8, t: 30, b: 8 } },
    };
  },
};
