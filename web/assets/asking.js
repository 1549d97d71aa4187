// Asking: the field, retry, edit, follow-ups, the list of conversations, the keys. What the server
// keeps of a conversation is nothing; see talks.js.
(() => {
  "use strict";
  const { referat } = globalThis;
  const $ = (selector, root = document) => root.querySelector(selector);
  const field = () => $("#ask textarea");
  const words = () => $("#words [data-source]")?.dataset ?? {};
  const send = (name) => document.dispatchEvent(new Event(name));
  const busy = () => referat.asking;
  // Gradio asks nothing more until it has found the program again and loaded the page anew.
  const lost = () => [...document.querySelectorAll(".toast-body.error")]
    .some((toast) => toast.textContent.includes("Connection Lost"));
  // Until the page as it is opened has come, it would take the place of an answer: what is sent
  // before that waits, and is asked then.
  let restored = false, waits = false;
  const early = () => { waits = !restored; return waits; };
  let editing = false;

  const write = (text) => {
    const box = field();
    if (!box) return;
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true })); // Gradio's own copy, and its height
  };

  const edit = (on) => {
    editing = on;
    const note = $(".editing");
    if (note) note.hidden = !on;
    if (on) { write(referat.last().question); field().focus(); field().setSelectionRange(1e6, 1e6); }
  };

  const ask = (question, how) => {
    if (!question?.trim() || busy() || early() || lost()) return;
    edit(false);
    referat.prepare(question, how);
    send("referat-ask");
  };

  // Gradio calls this when the field is sent: its words become the question, and it is emptied.
  referat.submit = () => {
    const question = field().value;
    if (!question.trim() || busy() || early() || lost()) return false;
    const instead = editing;
    write("");
    edit(false);
    $("#lost")?.remove();
    referat.prepare(question, { instead });
    return true;
  };

  const again = (turn, how = {}) => {
    const newest = turn === $("#last .turn") || !turn;
    const question = turn ? $(".q", turn).textContent : referat.last().question;
    ask(question, { ...how, instead: newest });
  };

  const open = (id) => {
    if (id) referat.open(id); else referat.begin();
    referat.keep("", false);
    write("");
    edit(false);
    send("referat-open");
  };

  // ---------- the list of conversations ----------
  const when = (at) => {
    const told = words(), day = new Date(at), now = new Date();
    const time = told.clock.replace("{hour}", String(day.getHours()).padStart(2, "0"))
      .replace("{minute}", String(day.getMinutes()).padStart(2, "0"));
    const days = Math.round((new Date(now.toDateString()) - new Date(day.toDateString())) / 864e5);
    if (days === 0) return told.today.replace("{time}", time);
    if (days === 1) return told.yesterday.replace("{time}", time);
    const locale = document.documentElement.lang === "en" ? "en-GB" : "da-DK";
    return day.toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
  };

  const row = (talk) => {
    const part = $("#talk-row").content.cloneNode(true);
    $("[data-title]", part).textContent = talk.title;
    $("[data-when]", part).textContent = when(talk.at);
    $("[data-open]", part).dataset.open = talk.id;
    if (talk.id === referat.id) $("[data-open]", part).setAttribute("aria-current", "true");
    const bin = $("[data-remove]", part);
    bin.dataset.remove = talk.id;
    bin.setAttribute("aria-label", words().delete.replace("{title}", talk.title));
    return part;
  };

  const paint = () => {
    if (!$("#talk-row") || !words().clock) return;
    const talks = referat.list();
    for (const slot of document.querySelectorAll("[data-list]"))
      slot.replaceChildren(...talks.slice(0, Number(slot.dataset.list)).map(row));
    for (const mine of document.querySelectorAll("[data-mine]")) mine.hidden = !talks.length;
    $("[data-empty]").hidden = talks.length > 0;
    $("#talks [data-wipe]").hidden = !talks.length;
  };

  const wiped = () => {
    const here = referat.length > 0;
    referat.wipe();
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    if (here) open(); else paint();
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, summary");
    const dialog = event.target.closest("dialog");
    if (dialog && event.target === dialog) dialog.close(); // beside it
    const menu = $("details.export[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    if (!target) return;
    const data = target.dataset;
    if ("question" in data) ask(data.question);
    else if ("retry" in data) again(target.closest(".turn"));
    else if ("edit" in data) edit(true);
    else if ("unedit" in data) { edit(false); write(""); field().focus(); }
    else if ("new" in data) { dialog?.close(); open(); }
    else if ("talks" in data) { paint(); $("#talks").showModal(); }
    else if ("shut" in data) dialog.close();
    else if ("open" in data) { dialog?.close(); open(data.open); }
    else if ("remove" in data) {
      referat.remove(data.remove);
      if (data.remove === referat.id) { dialog?.close(); open(); } else paint();
    } else if ("wipe" in data) { $("#sure").showModal(); $("#sure [data-safe]").focus(); }
    else if ("wiped" in data) wiped();
  });

  // ---------- keys; those of one letter can be turned off on /hjaelp ----------
  const off = () => { try { return localStorage.getItem("referat-keys") === "off"; } catch { return false; } };
  const typing = (part) => part.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const box = field();
    if (event.target === box && event.key === "Enter" && !event.shiftKey) {
      // A second question waits in the field until the first is answered; nothing is lost.
      if (event.isComposing || !box.value.trim() || busy() || early() || lost()) {
        if (!event.isComposing) event.preventDefault();
        if (lost()) referat.keep(box.value, true);
        event.stopPropagation();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]") || off()) return;
    if (event.target === box && event.key === "ArrowUp" && !box.value && referat.length && !busy()) {
      event.preventDefault();
      edit(true);
    }
    if (typing(event.target)) return;
    if (event.key === "/") { event.preventDefault(); box?.focus(); }
    else if (event.key === "?") location.href = "/hjaelp";
    else if (/^[1-9]$/.test(event.key)) {
      const turn = event.target.closest?.(".turn");
      turn?.querySelector(`.sources a[data-kilde="${event.key}"]`)?.click();
    }
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target !== field()) return;
    if (editing && !event.target.value) edit(false);
    if (!busy()) referat.keep(event.target.value, false);
  });

  // ---------- what the server says ----------
  let heard = "";
  const listen = () => {
    if (words().title && document.title !== words().title) document.title = words().title;
    restore();
    const news = $("#stored [data-news]")?.dataset.news;
    if (!news || news === heard) return;
    heard = news;
    const told = JSON.parse(news);
    referat.take(told);
    if (referat.full) note(words().full);
    if (!told.busy && busy()) {
      const typed = field().value;
      referat.finished();
      if (typed) referat.keep(typed, false);
      else if (referat.last()?.failure) write(referat.last().question);
    }
    paint();
    send("referat-news");
  };

  // A question that was not answered when the page went away stands in the field again.
  const restore = () => {
    if (restored || !field() || !words().lost) return;
    restored = true;
    const draft = referat.draft;
    if (draft?.text) write(draft.text);
    if (draft?.lost) note(words().lost);
    referat.keep(draft?.text ?? "", false);
    paint();
    send("referat-news");
    const question = field().value;
    // Gradio hears nothing new while it puts in what has come.
    if (waits && question.trim()) setTimeout(() => { write(""); ask(question); }, 0);
  };

  const note = (sentence) => {
    if ($("#lost")) return;
    const part = document.createElement("div");
    part.id = "lost";
    part.setAttribute("role", "alert");
    part.innerHTML = '<p class="note"><span></span></p>';
    $("span", part).textContent = sentence;
    $("#composer").prepend(part);
  };

  // Gradio tells of a lost connection in English, tries again by itself, and then loads the page.
  // A bug has its sentence in the turn already, or will have in a moment.
  let waiting = 0;
  const trouble = () => {
    const toast = $(".toast-body.error");
    if (!toast || $("#last [role='alert']")) { if (toast) $("#lost")?.remove(); return; }
    if (waiting || $("#lost")) return;
    waiting = setTimeout(() => {
      waiting = 0;
      if (!$(".toast-body.error") || $("#last [role='alert']")) return;
      const draft = referat.draft;
      if (draft?.lost && !field().value) write(draft.text);
      if (busy() && !lost()) { referat.finished(); referat.keep(field().value, true); }
      note(draft ? words().lost : words().gone);
    }, 800);
  };

  new MutationObserver(() => { listen(); trouble(); })
    .observe(document.documentElement, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["data-news"],
    });
  document.addEventListener("referat-ask", () => $("#lost")?.remove());
  addEventListener("storage", paint);
  globalThis.referat.again = again;
})();
