/* Agreement: matters on which several parties have demands, of the demands that the filters leave. */
function mattersShown() {
  const rows = tables.demands;
  const parties = (side) => [...new Set(side.map((row) => rows.party[row]))].sort((a, b) => collator.compare(partyName(a), partyName(b)));
  return (data.matters || []).map((sides) => sides.map((side) => side.filter((row) => filter.has(rows, row))))
    .map(([pro, contra]) => ({ pro, contra, for: parties(pro), against: parties(contra) }))
    .filter((one) => new Set([...one.for, ...one.against]).size > 1);
}
/* For every two parties: on how many matters they ask for the same, and for the opposite. */
function pairsShown(matters) {
  const pairs = new Map();
  for (const one of matters) {
    const all = [...new Set([...one.for, ...one.against])].sort((a, b) => collator.compare(partyName(a), partyName(b)));
    all.forEach((left, n) => all.slice(n + 1).forEach((right) => {
      const key = `${left}|${right}`;
      if (!pairs.has(key)) pairs.set(key, { left, right, same: 0, opposite: 0 });
      const same = [one.for, one.against].some((side) => side.includes(left) && side.includes(right));
      pairs.get(key)[same ? "same" : "opposite"] += 1;
    }));
  }
  return [...pairs.values()].map((pair) => {
    const n = pair.same + pair.opposite;
    const [low, high] = wilson(pair.same, n);
    return { ...pair, n, share: pair.same / n, low, high };
  }).sort((a, b) => b.n - a.n || collator.compare(partyName(a.left), partyName(b.left)) || collator.compare(partyName(a.right), partyName(b.right)));
}
const pairsTable = {
  id: "agreement", title: "", page: 30,
  columns: () => [text(words.party), text(words.other_party), number(words.same), number(words.opposite), number(words.matters), number(words.share_same), number(words.interval)],
  rows: () => pairsShown(mattersShown()).map((pair) => [
    { v: partyName(pair.left) }, { v: partyName(pair.right) }, { v: pair.same }, { v: pair.opposite }, { v: pair.n },
    { v: pair.share, text: percent(pair.share, 0) }, { v: pair.low, text: `${percent(pair.low, 0)} – ${percent(pair.high, 0)}` },
  ]),
};
const mattersTable = {
  id: "matters", title: "", search: true, page: 20,
  columns: () => [text(words.matter), text(words.parties_for), text(words.parties_against), text(words.text_against), number(words.demands)],
  rows: () => mattersShown().map((one) => {
    const names = (parties) => parties.map(partyName).join(", ");
    const place = (row) => (data.texts ? `${tables.demands.doc[row]}:${tables.demands.start[row]}-${tables.demands.end[row]}` : `${tables.demands.doc[row]}:0-0`);
    const first = (side) => (side.length ? { v: (demandWords(side[0]) || "…").replace(/\s+/g, " "), place: place(side[0]), lang: "sv" } : { v: "" });
    return [first(one.pro), { v: names(one.for) }, { v: names(one.against) }, first(one.contra), { v: one.pro.length + one.contra.length }];
  }).sort((a, b) => b[4].v - a[4].v),
};
