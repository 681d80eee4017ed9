/* Plots, drawn by Plotly when they come into view, again when the filters or the colours of the page change. */
const SYMBOLS = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "x", "star", "triangle-left", "triangle-right"];
const papersOf = data.parties.map(() => 0);
for (const party of documents.party) if (party !== NOBODY) papersOf[party] += 1;
const bySize = data.parties.map((_, n) => n).sort((a, b) => papersOf[b] - papersOf[a] || a - b);
const rankOf = new Map(bySize.map((party, rank) => [party, rank]));
const colourOf = (party) => (party === NOBODY ? data.neutral : data.colours[party]);
const symbolOf = (party) => (party === NOBODY ? "circle-open" : SYMBOLS[rankOf.get(party) % SYMBOLS.length]);

/* Plotly reads some tags in texts; names are shown as they are. */
const plain = (name) => String(name).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const short = (name, most = 30) => plain(name.length > most ? `${name.slice(0, most - 1)}…` : name);

const LIGHT = { ink: "#1b1b1f", paper: "#ffffff", line: "#c9c9d1", faint: "#5b5b66", empty: "#ececf0", ramp: ["#d5e3f0", "#a3c4e0", "#6a9fca", "#3a76ab", "#134a7c"] };
const DARK = { ink: "#ececf1", paper: "#17171b", line: "#474751", faint: "#a9a9b6", empty: "#2b2b32", ramp: ["#1d3850", "#265478", "#3673a3", "#5c9acb", "#a9d3f5"] };
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const printMedia = window.matchMedia("print");
let printing = false;
const SHEET = 680; // pixels of a sheet of A4 between its margins
const onPaper = () => printMedia.matches || printing;
const palette = () => (dark.matches && !onPaper() ? DARK : LIGHT);

const merged = (axis, own = {}) => ({ ...axis, ...own, title: { ...axis.title, ...own.title } });
function layoutOf(colours, own) {
  const axis = { gridcolor: colours.line, linecolor: colours.line, zerolinecolor: colours.line, tickcolor: colours.line, automargin: true, title: { font: { size: 13 } } };
  return {
    font: { family: "system-ui, sans-serif", size: 13, color: colours.ink },
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", separators: locale === "sv" ? ",\u00a0" : ".,",
    margin: { l: 8, r: 12, t: 8, b: 56 }, hovermode: "closest", dragmode: window.matchMedia("(pointer: coarse)").matches ? false : "zoom",
    hoverlabel: { bgcolor: colours.paper, bordercolor: colours.ink, font: { color: colours.ink }, align: "left" },
    legend: { orientation: "h", x: 0, y: 1.01, yanchor: "bottom", itemsizing: "constant" },
    ...own, xaxis: merged(axis, own.xaxis), yaxis: merged(axis, own.yaxis),
  };
}
const CONFIG = { displayModeBar: false, responsive: true, doubleClick: "reset" };

/* Plotly is half of the page: it is run when the first plot comes into view, so that the tables are there at once. */
function loadPlotly() {
  if (!window.Plotly) document.head.append(make("script", {}, byId("plotly").textContent));
}
const plots = new Map();
const seenPlots = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const plot = plots.get(entry.target.dataset.plot);
    plot.inView = entry.isIntersecting;
    if (plot.inView) setTimeout(() => plot.draw(), 20);
  }
}, { rootMargin: "200px" });

class Plot {
  constructor(holder, spec) {
    Object.assign(this, { holder, spec, inView: false, isDrawn: false });
    this.canvas = make("div", { class: "canvas", role: "group", "aria-labelledby": `p-${spec.id}` });
    this.empty = make("p", { class: "note", hidden: true }, words.nothing);
    this.note = make("p", { class: "note" });
    const buttons = ["svg", "png"].map((kind) => {
      const button = make("button", { type: "button", "aria-label": `${kind.toUpperCase()}: ${byId(`p-${spec.id}`).textContent}` }, kind.toUpperCase());
      button.addEventListener("click", () => this.download(kind));
      return button;
    });
    this.tools = make("div", { class: "tools" }, ...this.choice(), ...buttons);
    holder.append(this.tools, this.empty, this.canvas, this.note);
  }
  /* The measure that a plot shows, where it has several. */
  choice() {
    const { option } = this.spec;
    if (!option) return [];
    const select = make("select", { id: `option-${option}` }, ...Object.entries(words[`${option}_options`]).map(([value, name]) => make("option", { value }, name)));
    select.addEventListener("change", () => go({ [option]: select.value }));
    this.select = select;
    return [make("label", { for: select.id }, words.shows), select];
  }
  update() {
    this.isDrawn = false;
    if (this.select) this.select.value = state[this.spec.option];
    if (this.inView) this.draw();
  }
  draw() {
    if (this.isDrawn) return;
    this.isDrawn = true;
    const figure = this.spec.build(palette());
    this.empty.hidden = Boolean(figure);
    this.canvas.hidden = !figure;
    for (const button of this.tools.querySelectorAll("button")) button.disabled = !figure;
    this.note.textContent = (figure && figure.note) || "";
    if (!figure) return;
    this.canvas.style.height = `${figure.height}px`;
    loadPlotly();
    Plotly.react(this.canvas, figure.traces, layoutOf(palette(), { ...figure.layout, height: figure.height, width: onPaper() ? SHEET : undefined }), CONFIG);
    this.listen();
  }
  listen() {
    if (this.isListening) return;
    this.isListening = true;
    this.canvas.on("plotly_click", ({ points }) => {
      const ask = points[0] && (points[0].customdata ?? points[0].data.customdata);
      if (typeof ask === "string" && ask) go({ show: ask });
    });
    this.canvas.on("plotly_afterplot", () => reachLegend(this.canvas));
    reachLegend(this.canvas);
  }
  async download(kind) {
    const figure = this.spec.build(LIGHT);
    const width = 900;
    const layout = { ...layoutOf(LIGHT, { ...figure.layout, height: figure.height }), paper_bgcolor: LIGHT.paper, width, title: { text: plain(byId(`p-${this.spec.id}`).textContent), font: { size: 15 } } };
    layout.margin = { ...layout.margin, t: (layout.margin.t || 8) + 60 };
    layout.height += 60;
    loadPlotly();
    const url = await Plotly.toImage({ data: figure.traces, layout }, { format: kind, width, height: layout.height, scale: kind === "png" ? 2 : 1 });
    make("a", { download: `polcorp-${this.spec.id}.${kind}`, href: url }).click();
  }
}
/* The entries of a legend are buttons for the keyboard too: one tab stop, arrow keys between them. */
function reachLegend(canvas) {
  const entries = [...canvas.querySelectorAll(".legend .traces")];
  entries.forEach((entry, n) => {
    const { trace } = entry.__data__[0];
    const on = trace.visible === true;
    const attributes = { role: "button", "aria-pressed": on, "aria-label": trace.name, tabindex: entry.dataset.current ?? (n ? -1 : 0) };
    for (const [name, value] of Object.entries(attributes)) entry.setAttribute(name, value);
    if (canvas.dataset.legend === String(trace.index)) { entry.focus(); delete canvas.dataset.legend; }
    entry.onkeydown = (event) => {
      const to = { ArrowRight: n + 1, ArrowDown: n + 1, ArrowLeft: n - 1, ArrowUp: n - 1 }[event.key];
      if (entries[to]) {
        entries.forEach((other) => other.setAttribute("tabindex", -1));
        entries[to].setAttribute("tabindex", 0);
        entries[to].focus();
        event.preventDefault();
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        canvas.dataset.legend = trace.index;
        const group = canvas.data.map((one, k) => [one, k]).filter(([one, k]) => k === trace.index || (trace.legendgroup && one.legendgroup === trace.legendgroup));
        Plotly.restyle(canvas, { visible: on ? "legendonly" : true }, group.map(([, k]) => k));
      }
    };
  });
}
function redrawAll(force = false) {
  for (const plot of plots.values()) {
    plot.isDrawn = false;
    if (force || plot.inView) plot.draw();
  }
}
