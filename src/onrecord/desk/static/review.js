// Review by keyboard: the pair that has the focus is judged by one key; after that the next one has it.
const pairs = [...document.querySelectorAll("[data-pair]")];
const again = Number(sessionStorage.getItem("onrecord-pair") ?? "0");
sessionStorage.removeItem("onrecord-pair");
if (pairs[0]?.querySelector("form")) pairs[Math.min(again, pairs.length - 1)].focus({ preventScroll: again === 0 });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  const at = pairs.findIndex((pair) => pair === document.activeElement || pair.contains(document.activeElement));
  const button = at < 0 ? null : pairs[at].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  sessionStorage.setItem("onrecord-pair", String(at));
  button.click();
});
