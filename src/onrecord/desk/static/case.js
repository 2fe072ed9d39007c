// The case file: what was pinned, kept in this browser alone.
const NAME = "onrecord-case";

export function pinned() {
  try {
    const held = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(held) ? held.filter((one) => typeof one?.id === "string") : [];
  } catch {
    return [];
  }
}

function keep(pins) {
  try { localStorage.setItem(NAME, JSON.stringify(pins)); } catch { /* storage may be shut off */ }
}

export function toggle(id) {
  const held = pinned();
  const without = held.filter((one) => one.id !== id);
  const added = without.length === held.length;
  keep(added ? [...held, { id, note: "" }] : without);
  return added;
}

const list = document.getElementById("pins");
const save = document.getElementById("save");

function made(name, words, classes = "") {
  const element = document.createElement(name);
  element.textContent = words;
  element.className = classes;
  return element;
}

const NOUNS = { s: "statements", c: "claims", e: "events", t: "ties" };

function item(one) {
  const entry = document.createElement("li");
  entry.className = "row";
  const head = made("p", "", "head");
  const link = made("a", one.id);
  link.href = NOUNS[one.id[0]] && /^[scet][0-9a-f]{12}$/.test(one.id)
    ? `/${NOUNS[one.id[0]]}/${encodeURIComponent(one.id)}` : `/reports/${encodeURIComponent(one.id)}`;
  head.append(link);
  const words = made("pre", "…");
  const label = made("label", "Note ");
  const note = document.createElement("textarea");
  note.value = one.note;
  note.rows = 2;
  note.maxLength = 4000;
  note.addEventListener("input", () => {
    keep(pinned().map((held) => (held.id === one.id ? { ...held, note: note.value } : held)));
    fill();
  });
  label.append(note);
  const off = made("button", "Unpin", "quiet");
  off.setAttribute("aria-label", `Unpin ${one.id}`);
  off.type = "button";
  off.addEventListener("click", () => {
    const at = [...list.children].indexOf(entry);
    toggle(one.id);
    shown();
    (list.children[Math.min(at, list.children.length - 1)]?.querySelector("button") ?? document.getElementById("main")).focus();
  });
  entry.append(head, words, label, off);
  fetch(`/api/v1/cite/${encodeURIComponent(one.id)}`).then(async (answer) => {
    words.textContent = answer.ok ? await answer.text() : "This record does not hold it.";
  }).catch(() => { words.textContent = "The desk does not answer."; });
  return entry;
}

function fill() {
  if (save) save.elements.pinned.value = JSON.stringify(pinned());
}

export function shown() {
  if (!list) return;
  const held = pinned();
  list.replaceChildren(...held.map(item));
  document.getElementById("none").hidden = held.length > 0;
  save.hidden = held.length === 0;
  fill();
}

document.getElementById("clear")?.addEventListener("click", () => {
  keep([]);
  shown();
});
shown();
