/* Tables: sorted, searched, read by arrow keys, written as CSV. A table is `columns` ({ head, title, num, key })
   and `rows` of cells ({ v: the value, text, ask: a question, place, node, lang, shade }). */
const PAGE = 50;
const shownTables = new Map();

class Table {
  constructor(holder, spec) {
    Object.assign(this, { holder, spec, sorted: "", up: true, page: spec.page || PAGE, text: "" });
    this.table = make("table", { role: "grid", "aria-labelledby": `h-${spec.id}` });
    this.count = make("span", { class: "count" });
    this.more = make("button", { type: "button", class: "more" }, words.more);
    this.more.addEventListener("click", () => { this.page += 4 * PAGE; this.show(); });
    const csv = make("button", { type: "button", class: "csv" }, "CSV");
    csv.setAttribute("aria-label", `CSV: ${spec.title}`);
    csv.addEventListener("click", () => save(`${spec.id}.csv`, "text/csv", csvOf(this.columns, this.found)));
    this.tools = make("div", { class: "tools" }, ...(spec.search ? this.searchField() : []), this.count, csv);
    this.scroll = make("div", { class: "scroll" }, this.table);
    holder.replaceChildren(this.tools, this.scroll, this.more);
    this.table.addEventListener("keydown", (event) => moveInGrid(this.table, event));
    this.table.addEventListener("focusin", (event) => enterGrid(this.table, event.target));
  }
  searchField() {
    const input = make("input", { type: "search", id: `search-${this.spec.id}`, autocomplete: "off" });
    input.addEventListener("input", () => { this.text = input.value; this.show(); });
    return [make("label", { for: input.id }, words.search), input];
  }
  update() {
    this.columns = this.spec.columns();
    this.rows = this.spec.rows(this.columns);
    this.show();
  }
  chosen() {
    const wanted = this.text.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean);
    const found = this.rows.filter((row) => {
      if (!wanted.length) return true;
      row.text ??= row.map((cell) => cell.text ?? cell.v ?? "").join(" ").toLocaleLowerCase(locale);
      return wanted.every((word) => row.text.includes(word));
    });
    const column = this.columns.findIndex((one) => one.key === this.sorted);
    if (column < 0) return found;
    const sign = this.up ? 1 : -1;
    const none = (value) => value === null || value === "" || value === "–" || Number.isNaN(value);
    return found.sort((a, b) => {
      const [x, y] = [a[column].v, b[column].v];
      if (none(x) || none(y)) return none(x) - none(y); // what is missing is last, either way
      return sign * (typeof x === "number" ? x - y : collator.compare(x, y));
    });
  }
  show() {
    this.found = this.chosen();
    const focused = this.table.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    const head = make("tr", {}, ...this.columns.map((column, n) => this.heading(column, n)));
    const shown = this.found.slice(0, this.page);
    const body = shown.map((row, r) => make("tr", {}, ...row.map((cell, c) => this.cell(cell, r, c))));
    this.table.replaceChildren(make("thead", {}, head), make("tbody", {}, ...body));
    this.count.textContent = said(words.rows, { shown: whole(shown.length), total: whole(this.found.length) });
    this.more.hidden = this.found.length <= this.page;
    const stops = [...this.table.querySelectorAll("[data-at]")];
    const again = stops.find((stop) => stop.dataset.at === focused);
    if (stops.length) (again || stops[0]).tabIndex = 0;
    if (again) again.focus();
  }
  heading(column, n) {
    const button = make("button", { type: "button", tabindex: -1, "data-at": `head:${n}`, title: column.title }, capital(column.head));
    button.addEventListener("click", () => {
      this.up = this.sorted === column.key ? !this.up : !column.num;
      this.sorted = column.key;
      this.show();
    });
    const sort = this.sorted === column.key ? (this.up ? "ascending" : "descending") : null;
    return make("th", { scope: "col", class: column.num ? "num" : null, "aria-sort": sort, "data-head": capital(column.head) }, button);
  }
  cell(cell, row, column) {
    const about = { class: [this.columns[column].num ? "num" : "", cell.shade ? `shade-${cell.shade}` : ""].join(" ").trim() || null, lang: cell.lang };
    return make(column ? "td" : "th", column ? about : { ...about, scope: "row" }, this.inside(cell, `${row}:${column}`));
  }
  inside(cell, at) {
    const text = cell.text ?? (typeof cell.v === "number" ? whole(cell.v) : cell.v || "–");
    if (cell.place) {
      const link = linkTo(cell.place, text, cell.lang);
      link.dataset.at = at;
      link.tabIndex = -1;
      return link;
    }
    if (!cell.ask || !cell.v) return text;
    return opener(text, cell.ask, at);
  }
}
/* A number that opens what is behind it. */
function opener(text, question, at) {
  const name = `${text}: ${titleOf(understood(question))}`;
  const button = make("button", { type: "button", class: "n", "data-ask": question, "aria-label": name, "data-at": at, tabindex: at ? -1 : null }, text);
  button.addEventListener("click", () => go({ show: question }));
  return button;
}

/* A table is one tab stop; arrow keys, Home and End move in it. */
function enterGrid(table, target) {
  if (!target.dataset.at) return;
  for (const other of table.querySelectorAll('[data-at][tabindex="0"]')) other.tabIndex = -1;
  target.tabIndex = 0;
}
function moveInGrid(table, event) {
  const at = document.activeElement.dataset.at;
  if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...table.rows].map((row) => [...row.querySelectorAll("[data-at]")]).filter((stops) => stops.length);
  const columnOf = (stop) => Number(stop.dataset.at.split(":")[1]);
  const r = rows.findIndex((stops) => stops.includes(document.activeElement));
  const c = rows[r].indexOf(document.activeElement);
  const near = (stops) => stops && stops.reduce((a, b) => (Math.abs(columnOf(b) - Number(at.split(":")[1])) < Math.abs(columnOf(a) - Number(at.split(":")[1])) ? b : a));
  const next = { ArrowRight: rows[r][c + 1], ArrowLeft: rows[r][c - 1], ArrowDown: near(rows[r + 1]), ArrowUp: near(rows[r - 1]), Home: rows[r][0], End: rows[r].at(-1) }[event.key];
  if (!(event.key in { ArrowRight: 1, ArrowLeft: 1, ArrowDown: 1, ArrowUp: 1, Home: 1, End: 1 })) return;
  event.preventDefault();
  if (next) next.focus();
}

/* CSV as `polcorp --export csv` writes it, in a Swedish page as Swedish Excel reads it. */
function csvOf(columns, rows) {
  const swedish = locale === "sv";
  const [comma, newline] = swedish ? [";", "\r\n"] : [",", "\n"];
  const written = (value) => {
    if (typeof value === "number") return Number.isFinite(value) ? String(value).replace(".", swedish ? "," : ".") : "";
    const text = value === null || value === undefined || value === "–" ? "" : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return safe.includes(comma) || /["\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns.map((column) => column.head), ...rows.map((row) => row.map((cell) => cell.v))];
  return (swedish ? "\ufeff" : "") + lines.map((line) => line.map(written).join(comma) + newline).join("");
}
function save(name, type, content) {
  const link = make("a", { download: `polcorp-${name}`, href: URL.createObjectURL(new Blob([content], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
