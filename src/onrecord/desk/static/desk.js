// What every page does: dark or light, keys, pins, copying; and the parts that only some pages have.
import { pinned, toggle, shown as showPins } from "./case.js";

const page = document.body.dataset.page;

export function say(words) {
  document.getElementById("said").textContent = words;
}

function theme() {
  const dark = document.documentElement.dataset.theme !== "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  try { localStorage.setItem("onrecord-theme", dark ? "dark" : "light"); } catch { /* storage may be shut off */ }
  document.dispatchEvent(new Event("onrecord-theme"));
}

document.getElementById("theme").addEventListener("click", theme);
const keys = document.getElementById("keys");
const menu = document.getElementById("menu");
menu.addEventListener("click", () => menu.setAttribute("aria-expanded", String(menu.ariaExpanded !== "true")));
document.getElementById("help").addEventListener("click", () => keys.showModal());

// Rows: j and k move through them, Enter opens the first link.
const rows = [...document.querySelectorAll("[data-row]")];
export function at() {
  return rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
}

export function move(step) {
  const seen = rows.filter((row) => row.offsetParent !== null);
  if (!seen.length) return;
  const now = seen.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const next = now < 0 ? (step > 0 ? 0 : seen.length - 1) : Math.min(seen.length - 1, Math.max(0, now + step));
  const target = seen[next].querySelector(".light") ?? seen[next];
  target.focus();
  seen[next].scrollIntoView({ block: "nearest" });
}

// What has the focus is pinned; else, on the page of one entry, that entry.
function pin() {
  const button = at() < 0 ? document.querySelector("main > p [data-pin]") : rows[at()].querySelector("[data-pin]");
  if (button) button.click();
  else say("Nothing here to pin: j moves to the first");
}

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || keys.open) return;
  const act = {
    "/": () => document.getElementById("q").focus(),
    "?": () => keys.showModal(),
    j: () => move(1),
    k: () => move(-1),
    t: theme,
    p: pin,
    Enter: () => (event.target.matches("[data-row]") ? event.target.querySelector("a")?.click() : null),
  }[event.key];
  if (!act || (event.key === "Enter" && !event.target.matches("[data-row]"))) return;
  event.preventDefault();
  act();
});

for (const button of document.querySelectorAll("[data-pin]")) {
  const show = () => button.setAttribute("aria-pressed", String(pinned().some((one) => one.id === button.dataset.pin)));
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    say(toggle(button.dataset.pin) ? `${button.dataset.pin} is pinned` : `${button.dataset.pin} is unpinned`);
    showPins();
    show();
  });
  show();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const from = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.textContent);
      say("Copied");
      for (const other of document.querySelectorAll("[data-copy]")) other.textContent = "Copy";
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(from);
      say("Selected: copy it with the keys of your system");
    }
  });
}

// A box that scrolls can be reached by keyboard, and has a name; one that does not is in nobody's way.
const fits = new ResizeObserver((boxes) => {
  for (const { target } of boxes) {
    const box = target.closest("[data-scroll]");
    const scrolls = box.scrollWidth > box.clientWidth;
    box.tabIndex = scrolls ? 0 : -1;
    if (scrolls) box.setAttribute("role", "region"), box.setAttribute("aria-label", box.dataset.scroll);
    else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }
});
for (const box of document.querySelectorAll("[data-scroll]")) {
  fits.observe(box);
  fits.observe(box.firstElementChild);
}

if (page === "reading") await import("./marks.js");
if (document.querySelector("[data-chart]")) await import("./charts.js");
document.documentElement.dataset.ready = "yes"; // for whoever drives a browser: all keys and buttons work from now on
