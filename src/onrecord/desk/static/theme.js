// Dark or light, before anything is drawn: what was chosen here, else what the system prefers.
"use strict";
{
  let chosen = null;
  try { chosen = localStorage.getItem("onrecord-theme"); } catch { /* storage may be shut off */ }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.script = "yes";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
