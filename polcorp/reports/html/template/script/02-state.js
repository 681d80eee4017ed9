/* What is chosen: the filters, the view and what is open. All of it is in the page's address. */
const FILTERS = ["party", "municipality", "theme"];
const OPTIONS = { time: "demands", map: "demands", network: "parties" };
const state = { party: new Set(), municipality: new Set(), theme: new Set(), from: "", to: "", section: "", show: "", place: "", ...OPTIONS };
const SINGLE = ["from", "to", "show", "place", ...Object.keys(OPTIONS)];

/* «#matrix&party=C&party=S&from=2018»: a section, then what differs from the page as it opens. */
function readAddress() {
  const hash = location.hash.slice(1);
  const old = /^d(\d+:\d+-\d+)$/.exec(hash);
  const [head, ...rest] = hash.split("&");
  const given = new URLSearchParams(head.includes("=") ? hash : rest.join("&"));
  for (const name of FILTERS) state[name] = new Set(given.getAll(name));
  for (const name of SINGLE) state[name] = given.get(name) ?? OPTIONS[name] ?? "";
  for (const name of Object.keys(OPTIONS)) if (!words[`${name}_options`][state[name]]) state[name] = OPTIONS[name];
  if (old) state.place = old[1];
  state.section = head.includes("=") || old ? "" : head;
}
function addressOf(changes = {}) {
  const wanted = { ...state, ...changes };
  const given = new URLSearchParams();
  for (const name of FILTERS) for (const value of wanted[name]) given.append(name, value);
  for (const name of SINGLE) if (wanted[name] !== (OPTIONS[name] ?? "")) given.append(name, wanted[name]);
  const parts = [wanted.section, given.toString()].filter(Boolean);
  return parts.length ? `#${parts.join("&")}` : location.pathname + location.search;
}
function go(changes, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", addressOf(changes));
  follow();
}

/* What the filters leave: which documents, and for rows which places, parties and combinations of themes. */
let filter = null;
function setFilter() {
  const numbers = (name, of) => new Set([...state[name]].map((value) => (value === "" && name === "party" ? NOBODY : of.get(value))));
  const parties = numbers("party", partyNumber);
  const places = numbers("municipality", municipalityNumber);
  const themes = numbers("theme", themeNumber);
  const combinations = Uint8Array.from(data.combinations, (one) => !themes.size || one.some((theme) => themes.has(theme)) ? 1 : 0);
  const there = new Uint8Array(nDocuments);
  const all = new Uint8Array(nDocuments); // whatever its themes: what rates are of
  const counted = new Uint8Array(nDocuments);
  for (let doc = 0; doc < nDocuments; doc += 1) {
    const year = years[yearOf[doc]];
    there[doc] = (!places.size || places.has(placeOf[doc])) && (!state.from || (year && year >= state.from))
      && (!state.to || (year && year <= state.to)) ? 1 : 0;
    all[doc] = there[doc] && documents.chosen[doc] && (!parties.size || parties.has(documents.party[doc])) ? 1 : 0;
    counted[doc] = all[doc] && combinations[documents.codes[doc]] ? 1 : 0;
  }
  const ofParty = Uint8Array.from({ length: nParties + 1 }, (_, n) => !parties.size || parties.has(n - 1) ? 1 : 0);
  const isThemeShown = Uint8Array.from(data.themes, (_, n) => !themes.size || themes.has(n) ? 1 : 0);
  filter = {
    there, all, counted, combinations, ofParty, isThemeShown,
    has: (rows, row) => there[rows.doc[row]] && ofParty[rows.party[row] + 1] && combinations[rows.themes[row]],
  };
}
const isFiltered = () => FILTERS.some((name) => state[name].size) || Boolean(state.from || state.to);

/* The filters in words. */
function filterWords() {
  const names = { party: (v) => v || words.none, municipality: (v) => v || words.none, theme: (v) => (themeNumber.has(v) ? themeName(themeNumber.get(v)) : v) };
  const parts = FILTERS.filter((name) => state[name].size).map((name) => `${words[name]}: ${[...state[name]].map(names[name]).join(", ")}`);
  if (state.from || state.to) parts.push(`${words.year}: ${state.from === state.to ? state.from : `${state.from}–${state.to}`}`);
  return parts.join("; ");
}
