// A report and its cards: what one is about lights up in the other.
const cards = new Map([...document.querySelectorAll(".card")].map((card) => [card.dataset.row, card]));
const marks = [...document.querySelectorAll("[data-m]")];
const of = (row) => marks.filter((mark) => mark.dataset.m.split(" ").includes(row));
let lit = null;

function hint(rows, on) {
  for (const row of rows) {
    cards.get(row)?.classList.toggle("hint", on);
    for (const mark of of(row)) mark.classList.toggle("hint", on);
  }
}

export function light(row, scroll = true) {
  const again = lit === row;
  for (const mark of document.querySelectorAll(".m.lit")) mark.classList.remove("lit");
  for (const card of document.querySelectorAll(".card.lit")) {
    card.classList.remove("lit");
    card.querySelector(".light").setAttribute("aria-pressed", "false");
  }
  lit = again ? null : row;
  if (!lit) return;
  const card = cards.get(row);
  const found = of(row);
  for (const mark of found) mark.classList.add("lit");
  if (card) {
    card.classList.add("lit");
    card.querySelector(".light").setAttribute("aria-pressed", "true");
  }
  if (scroll) found[0]?.scrollIntoView({ block: "center" });
}

// Rows that a mark belongs to, the narrowest passage first: that is the one which a click means.
function rowsAt(mark) {
  const rows = mark.dataset.m.split(" ").filter((name) => !name.includes("."));
  const length = (row) => of(row).reduce((sum, one) => sum + one.textContent.length, 0);
  return rows.sort((one, other) => length(one) - length(other));
}

for (const [row, card] of cards) {
  card.addEventListener("mouseenter", () => hint([row], true));
  card.addEventListener("mouseleave", () => hint([row], false));
  card.addEventListener("click", (event) => {
    if (!event.target.closest("a, button:not(.light)")) light(row);
  });
}

for (const mark of marks) {
  mark.addEventListener("mouseenter", () => hint(rowsAt(mark), true));
  mark.addEventListener("mouseleave", () => hint(rowsAt(mark), false));
  mark.addEventListener("click", () => {
    const rows = rowsAt(mark).filter((row) => cards.has(row));
    if (rows.length) show(rows[(rows.indexOf(lit) + 1) % rows.length]);
  });
}

function show(row) {
  const card = cards.get(row);
  card.closest("details").open = true;
  if (lit !== row) light(row, false);
  card.scrollIntoView({ block: "nearest" });
  card.querySelector(".light").focus({ preventScroll: true });
}

for (const ref of document.querySelectorAll(".ref")) {
  ref.addEventListener("click", (event) => {
    event.preventDefault();
    show(ref.textContent);
  });
}

const unsure = document.getElementById("unsure");
unsure.addEventListener("toggle", () => document.body.classList.toggle("show-unsure", unsure.open));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  if (event.key === "u") {
    unsure.open = !unsure.open;
    if (unsure.open) {
      unsure.querySelector("summary").focus();
      unsure.scrollIntoView({ block: "nearest" });
    }
  } else if (event.key === "Escape" && lit) {
    light(lit);
  }
});

document.getElementById("at")?.scrollIntoView({ block: "center" });
