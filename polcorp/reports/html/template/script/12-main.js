/* Putting it together: the controls of the filters, the sections, and following the address. */
const PLOTS = [sharesFigure, mapFigure, timeFigure, themeTimeFigure, networkFigure, agreementFigure, typicalFigure];
const TABLES = [partiesTable, matrixTable, placesTable, yearsTable, actorsTable, pairsTable, mattersTable, typicalTable, demandsTable, documentsTable];
const MANY_VALUES = 12;

/* What a filter can be set to: value, name, and how many documents of the whole report have it. */
const VALUES = {
  party: () => [...bySize.filter((party) => papersOf[party] || tables.demands.party.includes(party)).map((party) => [data.parties[party], data.party_names[party] === data.parties[party] ? data.parties[party] : `${data.parties[party]}, ${data.party_names[party]}`]),
    ...(documents.party.includes(NOBODY) || tables.demands.party.includes(NOBODY) ? [["", words.none]] : [])],
  municipality: () => municipalities.map((name) => [name, name || words.none]),
  theme: () => data.themes.map(([code, name]) => [code, name]).sort((a, b) => collator.compare(a[1], b[1])),
};
function choices(name) {
  const values = VALUES[name]();
  const boxes = values.map(([value, shown]) => {
    const box = make("input", { type: "checkbox", value });
    box.addEventListener("change", () => {
      const chosen = new Set(state[name]);
      if (box.checked) chosen.add(value); else chosen.delete(value);
      go({ [name]: chosen });
    });
    return make("label", {}, box, " ", shown);
  });
  const list = make("div", { class: "boxes" }, ...boxes);
  if (values.length <= MANY_VALUES) return [list];
  const input = make("input", { type: "search", "aria-label": `${words.search}: ${words[name]}`, placeholder: words.search, autocomplete: "off" });
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase(locale);
    boxes.forEach((box) => { box.hidden = !box.textContent.toLocaleLowerCase(locale).includes(wanted); });
  });
  return [input, list];
}
function yearChoices() {
  const dated = years.filter(Boolean);
  return ["from", "to"].map((name) => {
    const select = make("select", { id: `filter-${name}` }, make("option", { value: "" }, words.all), ...dated.map((year) => make("option", { value: year }, year)));
    select.addEventListener("change", () => go({ [name]: select.value }));
    return make("label", {}, words[name], " ", select);
  });
}
function makeFilters() {
  const place = byId("filters");
  for (const name of [...FILTERS, "year"]) {
    const content = name === "year" ? yearChoices() : choices(name);
    const one = make("details", { class: "filter", "data-filter": name }, make("summary", {}), make("fieldset", {}, make("legend", {}, words[name]), ...content));
    one.addEventListener("toggle", () => { if (one.open) for (const other of place.querySelectorAll("details[open]")) if (other !== one) other.open = false; });
    place.append(one);
  }
  const reset = make("button", { type: "button", id: "reset" }, words.reset);
  reset.addEventListener("click", () => go({ party: new Set(), municipality: new Set(), theme: new Set(), from: "", to: "" }));
  place.append(reset);
  const shut = (but) => { for (const one of place.querySelectorAll("details[open]")) if (one !== but) { one.open = false; } };
  document.addEventListener("click", (event) => shut(event.target.closest(".filter")));
  place.addEventListener("keydown", (event) => {
    const open = event.target.closest("details[open]");
    if (event.key === "Escape" && open) { open.open = false; open.querySelector("summary").focus(); }
  });
}
function showFilters() {
  for (const name of [...FILTERS, "year"]) {
    const one = document.querySelector(`[data-filter="${name}"]`);
    const n = name === "year" ? (state.from || state.to ? `${state.from || "…"}–${state.to || "…"}` : words.all) : state[name].size ? whole(state[name].size) : words.all;
    one.querySelector("summary").textContent = `${capital(words[name])}: ${n}`;
    for (const box of one.querySelectorAll("input[type=checkbox]")) box.checked = state[name].has(box.value);
  }
  for (const name of ["from", "to"]) byId(`filter-${name}`).value = state[name];
  byId("reset").hidden = !isFiltered();
  const shown = said(words.chosen, { shown: whole(seen.documents.length), total: whole(documents.chosen.filter(Boolean).length) });
  byId("chosen").textContent = [shown, filterWords()].filter(Boolean).join(" – ");
}
function showTotals() {
  const of = [["documents", words.documents, seen.documents.length, "documents"], ["words", words.words, seen.words, "documents"], ["demands", words.demands, seen.demands, "demands"],
    ["actors", words.named_actors, seen.actors, "actors"], ["mentions", words.mentions, seen.mentions, "mentions"]];
  byId("totals").replaceChildren(...of.map(([id, name, n, kind]) =>
    make("div", { "data-total": id }, make("dt", {}, name), make("dd", {}, n ? opener(whole(n), asked(kind)) : "0"))));
}
function showNotes() {
  byId("n-demands").textContent = data.texts || !seen.demands ? "" : said(words.listed, { shown: whole(shownTables.get("demands").rows.length), total: whole(seen.demands) });
  if (byId("n-keyness")) byId("n-keyness").textContent = typicalFollows() ? "" : words.typical_whole;
}

let drawn = "";
function follow() {
  readAddress();
  const view = addressOf({ section: "", show: "", place: "" });
  if (view !== drawn) {
    drawn = view;
    setFilter();
    count();
    for (const table of shownTables.values()) table.update();
    showFilters();
    showTotals();
    showNotes();
    for (const plot of plots.values()) plot.update();
  }
  showEvidence();
  showReader();
}
function makeSections() {
  for (const spec of TABLES) {
    const holder = document.querySelector(`[data-table="${spec.id}"]`);
    if (!holder) continue;
    spec.title = byId(`h-${spec.id}`).textContent;
    shownTables.set(spec.id, new Table(holder, spec));
  }
  for (const spec of PLOTS) {
    const holder = document.querySelector(`[data-plot="${spec.id}"]`);
    if (!holder) continue;
    plots.set(spec.id, new Plot(holder, spec));
    seenPlots.observe(holder);
  }
}
function listen() {
  document.querySelectorAll("nav a").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    const section = link.hash.slice(1);
    go({ section });
    byId(section).scrollIntoView();
    byId(`h-${section}`).focus({ preventScroll: true });
  }));
  document.querySelectorAll("dialog .close").forEach((button) => button.addEventListener("click", () => button.closest("dialog").close()));
  /* The browser tells of a closed dialog later, when another question may have opened it again. */
  byId("evidence").addEventListener("close", (event) => { if (state.show && !event.target.open) go({ show: "" }, true); });
  byId("reader").addEventListener("close", (event) => { if (state.place && !event.target.open) go({ place: "" }, true); });
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
  dark.addEventListener("change", () => redrawAll());
  printMedia.addEventListener("change", () => redrawAll());
  window.addEventListener("beforeprint", () => { printing = true; redrawAll(true); });
  window.addEventListener("afterprint", () => { printing = false; redrawAll(); });
}
makeFilters();
makeSections();
listen();
follow();
if (state.section && byId(state.section)) byId(state.section).scrollIntoView();
