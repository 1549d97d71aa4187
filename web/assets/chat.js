// The sources panel beside the chat: opens a citation without leaving the page. Marks and rows are
// ordinary links to the reader, so a click with a modifier key does what the browser does.
(() => {
  "use strict";
  const phone = matchMedia("(max-width: 47.99em)");
  let open = null; // { turn, kilde, near, opener }

  const $ = (selector, root = document) => root.querySelector(selector);
  const slot = () => $("#panel");
  const words = () => $("#words [data-source]")?.dataset ?? {};
  const off = () => { try { return localStorage.getItem("referat-keys") === "off"; } catch { return false; } };
  const rows = ({ turn, near }) =>
    [...document.querySelectorAll(`#${turn} .sources${near ? ".near" : ":not(.near)"} .src`)];

  const icon = (path) =>
    `<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
  const frame = () => {
    const panel = document.createElement("div");
    panel.className = "panel";
    panel.setAttribute("role", "complementary");
    panel.innerHTML =
      `<header><span><b tabindex="-1"></b><small></small></span>` +
      `<button type="button" class="btn quiet icon" data-go="-1">${icon("M15 5l-7 7 7 7")}</button>` +
      `<button type="button" class="btn quiet icon" data-go="1">${icon("M9 5l7 7-7 7")}</button>` +
      `<button type="button" class="btn quiet icon" data-go="0">${icon("M6 6l12 12M18 6L6 18")}</button></header>` +
      `<div class="content"></div>`;
    const named = [["-1", words().previous], ["1", words().next], ["0", words().close]];
    for (const [go, told] of named) $(`[data-go="${go}"]`, panel).setAttribute("aria-label", told);
    $(".content", panel).dataset.waiting = words().fetching;
    return panel;
  };

  const paint = () => {
    for (const old of document.querySelectorAll("#talk [data-kilde][aria-current]"))
      old.removeAttribute("aria-current");
    if (!open) return;
    const kind = open.near ? "[data-near]" : ":not([data-near])";
    for (const link of document.querySelectorAll(`#${open.turn} [data-kilde="${open.kilde}"]${kind}`))
      link.setAttribute("aria-current", "true");
  };

  const modal = (on) => {
    for (const part of document.querySelectorAll("#talk, #top")) part.inert = on;
    let scrim = $(".scrim");
    if (on && !scrim) {
      scrim = document.createElement("div");
      scrim.className = "scrim";
      slot().prepend(scrim);
      scrim.addEventListener("click", close);
    } else if (!on) scrim?.remove();
    const panel = $(".panel", slot());
    panel.setAttribute("role", on ? "dialog" : "complementary");
    panel.setAttribute("aria-modal", String(on));
  };

  const fetched = async (link) => {
    const address = new URL(link.href);
    const meeting = address.pathname.split("/")[2];
    const item = address.hash.replace("#punkt-", "");
    const answer = await fetch(`/panel/${meeting}/${item}${address.search}`);
    if (!answer.ok && answer.status !== 404) throw new Error(answer.statusText);
    return answer.text();
  };

  const lost = () => {
    const part = document.createElement("div");
    part.className = "scroll";
    part.innerHTML = '<p class="note"><span></span></p>';
    $("span", part).textContent = words().unfetched;
    return part.outerHTML;
  };

  const toMark = (panel) => {
    const scroll = $(".scroll", panel);
    const target = $("mark", panel) || $(".cited", panel);
    if (!target) { scroll.scrollTop = 0; return; }
    const distance = target.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
    const place = scroll.scrollTop + distance; // from the top of the item, whose title is worth seeing
    scroll.scrollTop = place < scroll.clientHeight * 0.6 ? 0 : place - scroll.clientHeight / 3;
  };

  const show = async (turn, kilde, near, opener) => {
    const first = !open;
    open = { turn, kilde, near, opener: opener || open?.opener };
    const all = rows(open);
    const link = all[kilde - 1];
    if (!link) return;
    let panel = $(".panel", slot());
    if (!panel) { panel = frame(); slot().append(panel); }
    const told = near ? words().near : words().source;
    const name = told.replace("{n}", kilde).replace("{all}", all.length);
    panel.setAttribute("aria-label", name);
    $("header b", panel).textContent = name;
    $("header small", panel).textContent = "";
    $('[data-go="-1"]', panel).disabled = kilde <= 1;
    $('[data-go="1"]', panel).disabled = kilde >= all.length;
    paint();
    if (phone.matches && first) { modal(true); history.pushState({ panel: true }, ""); }
    if (first) $("header b", panel).focus({ preventScroll: true });
    const wait = setTimeout(() => panel.classList.add("waiting"), 300);
    const asked = open;
    const html = await fetched(link).catch(lost);
    clearTimeout(wait);
    if (open !== asked) return;
    panel.classList.remove("waiting");
    $(".content", panel).innerHTML = html;
    // The place stays in sight when the item's own heading is scrolled away.
    $("header small", panel).textContent = $(".scroll", panel).dataset.place || "";
    toMark(panel);
  };

  const close = (fromHistory) => {
    if (!open) return;
    const { turn, kilde, near, opener } = open;
    open = null;
    modal(false);
    $(".panel", slot())?.remove();
    paint();
    const back = opener?.isConnected ? opener
      : $(`#${turn} [data-kilde="${kilde}"]${near ? "[data-near]" : ""}`);
    back?.focus();
    if (fromHistory !== true && history.state?.panel) history.back();
  };

  const plain = (event) =>
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#talk a[data-kilde]");
    if (link && plain(event)) {
      event.preventDefault();
      const turn = link.closest(".turn").id;
      show(turn, Number(link.dataset.kilde), link.hasAttribute("data-near"), link);
      return;
    }
    const jump = event.target.closest(".panel .jump a");
    if (jump && plain(event)) {
      event.preventDefault();
      $(jump.getAttribute("href"))?.scrollIntoView({ block: "start" });
      return;
    }
    const go = event.target.closest(".panel [data-go]");
    if (!go || !open) return;
    if (go.dataset.go === "0") close();
    else step(Number(go.dataset.go));
  });

  const step = (by) => {
    const all = rows(open);
    let next = open.kilde + by;
    while (all[next - 1] && !all[next - 1].href) next += by; // one that is gone has no link
    if (next >= 1 && next <= all.length) show(open.turn, next, open.near);
  };

  document.addEventListener("keydown", (event) => {
    const inPanel = event.target.closest?.(".panel");
    if (event.key === "Escape" && !$("dialog[open]")) {
      const stop = $("#ask .stop-button");
      if (stop) stop.click();
      else close();
    } else if (inPanel && !off()
      && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      step(event.key === "ArrowRight" ? 1 : -1);
    } else if (inPanel && event.key === "Tab" && phone.matches) keepInside(event);
  });

  // The sheet on a phone is modal; the panel beside the chat is not.
  const keepInside = (event) => {
    const stops = [...document.querySelectorAll(".panel :is(a, button:not(:disabled), [tabindex='0'])")];
    const [first, last] = [stops[0], stops.at(-1)];
    if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
  };

  addEventListener("popstate", () => close(true));
  phone.addEventListener("change", () => { if (open) modal(phone.matches); });

  // A new question is brought to the top once; the answer then grows below it without scrolling.
  let newest = "";
  let ready = false;
  const follow = () => {
    const turn = $("#last .turn");
    if (!ready && $("#ask textarea")) {
      ready = true;
      if (matchMedia("(pointer: fine)").matches) $("#ask textarea").focus({ preventScroll: true });
    }
    $("#status")?.setAttribute("role", "status");
    if (open && !$(`#${open.turn}`)) close();
    paint();
    if (!turn) { newest = ""; return; }
    if (turn.id === newest) return;
    newest = turn.id;
    if (phone.matches) document.activeElement?.blur(); // the keyboard would cover the answer
    turn.scrollIntoView({ block: "start" });
  };
  new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });

  // Gradio names the browser's language, but the page has the one that the server gave it.
  const root = document.documentElement;
  const language = root.lang;
  const ours = () => { if (root.lang !== language) root.lang = language; };
  new MutationObserver(ours).observe(root, { attributeFilter: ["lang"] });
})();
