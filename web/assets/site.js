// On every page: light or dark as the reader chose, and the menu on a phone. Loaded before the page
// is drawn, so that a dark page does not begin with a white flash.
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };
  const chosen = kept("referat-look");
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;

  addEventListener("click", (event) => {
    if (event.target.closest("[data-look]")) {
      const dark = root.dataset.theme ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      keep("referat-look", root.dataset.theme);
    }
    const menu = document.querySelector("details.menu[open]");
    if (menu && !event.target.closest("details.menu summary")) menu.open = false;
  });
  addEventListener("keydown", (event) => {
    const menu = document.querySelector("details.menu[open]");
    if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  addEventListener("DOMContentLoaded", () => {
    const keys = document.querySelector("[data-keys]");
    if (!keys) return;
    keys.checked = kept("referat-keys") !== "off";
    keys.addEventListener("change", () => keep("referat-keys", keys.checked ? "on" : "off"));
  });
})();
