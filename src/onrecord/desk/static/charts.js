// Charts: Vega-Lite under a strict policy (expressions are interpreted, never compiled), in the page's colours.
const plots = [...document.querySelectorAll("[data-chart]")];
const themes = await (await fetch(new URL("themes.json", import.meta.url))).json();
await import("./vega.js");

const ERRORS = 1; // what is told of: layers without data are no mistake
const WIDEST = 1100;

// The interpreter takes the one number of `datetime(...)` for a year; milliseconds are meant.
function dated(node) {
  if (Array.isArray(node)) return node.map(dated);
  if (node === null || typeof node !== "object") return node;
  const change = ([name, value]) => {
    if (name === "values") return [name, value];
    const moment = name === "signal" && typeof value === "string";
    return [name, moment ? value.replace(/\bdatetime\((-?\d+)\)/g, "toDate($1)") : dated(value)];
  };
  return Object.fromEntries(Object.entries(node).map(change));
}

function widened(spec, by) {
  const wider = (part) => (typeof part.width === "number" ? { ...part, width: part.width + by } : part);
  return { ...wider(spec), ...(spec.vconcat && { vconcat: spec.vconcat.map(wider) }) };
}

function embedded(plot, spec) {
  plot.vega?.finalize();
  const binds = plot.closest("figure").querySelector(".binds");
  binds.replaceChildren();
  return window.vegaEmbed(plot, spec, {
    ast: true, renderer: "svg", actions: false, defaultStyle: false, hover: true, logLevel: ERRORS, bind: binds,
    config: themes[document.documentElement.dataset.theme], patch: dated, tooltip: { disableDefaultStyle: true },
  });
}

async function draw(plot) {
  const spec = JSON.parse(document.getElementById(`chart-${plot.dataset.chart}`).textContent);
  plot.dataset.drawn = "no";
  try {
    plot.vega = await embedded(plot, spec);
    const room = Math.min(WIDEST, plot.parentElement.clientWidth) - Math.ceil(plot.querySelector("svg").getBoundingClientRect().width);
    if (plot.dataset.fit === "widen" && room > 24) plot.vega = await embedded(plot, widened(spec, room));
    // one picture, named by what it tells in short; the table has every item: marks need no names of their own
    plot.setAttribute("role", "img");
    plot.removeAttribute("aria-roledescription");
    plot.querySelector("svg").setAttribute("aria-hidden", "true");
    plot.dataset.drawn = "yes";
  } catch (error) {
    plot.textContent = `The chart could not be drawn: ${error.message}`;
    plot.dataset.drawn = "failed";
  }
}

for (const plot of plots) await draw(plot);
document.addEventListener("onrecord-theme", async () => {
  for (const plot of plots) await draw(plot);
});
