// The buttons under an answer: copy with sources, permanent link, files, thumbs up and down.
// The server holds the answers; a button sends the key of its turn and shows what comes back.
(() => {
  "use strict";
  const MEMORY = "referat-ratings";
  const read = () => { try { return JSON.parse(sessionStorage.getItem(MEMORY)) || {}; } catch { return {}; } };
  const ratings = read(); // key of a turn -> { rating, good }
  const links = new Map(); // key of a turn -> its permanent link
  const remember = () => {
    try { sessionStorage.setItem(MEMORY, JSON.stringify(ratings)); } catch { /* private window */ }
  };

  const turnOf = (part) => part.closest("[data-key], [data-kept]");
  const finished = () => [...document.querySelectorAll("[data-key]:not([data-key=''])")];
  const line = (part) => (turnOf(part) || finished().at(-1))?.querySelector("[data-told]");
  const say = (part, text, bad = false) => {
    const told = line(part);
    if (!told) return null;
    told.classList.toggle("bad", bad);
    told.replaceChildren(text);
    return told;
  };
  const failed = (part, error) => say(part, error.told || line(part)?.dataset.lost || "", true);

  const post = async (address, content) => {
    const answer = await fetch(address, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(content),
    });
    if (answer.ok) return answer;
    const detail = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(answer.statusText), { told: typeof detail.detail === "string" ? detail.detail : "" });
  };

  // Without a clipboard (plain http on another machine, or refused) the text is shown, ready to copy.
  const byHand = (part, text) => {
    const told = say(part, line(part).dataset.byHand);
    const field = document.createElement("textarea");
    field.className = "field";
    field.readOnly = true;
    field.rows = Math.min(8, text.split("\n").length);
    field.value = text;
    field.setAttribute("aria-label", told.dataset.field);
    told.append(field);
    field.select();
  };
  const toClipboard = async (part, text, html, done) => {
    try {
      if (html && window.ClipboardItem) {
        const piece = (kind, content) => new Blob([content], { type: kind });
        await navigator.clipboard.write([new ClipboardItem({
          "text/plain": piece("text/plain", text), "text/html": piece("text/html", html),
        })]);
      } else await navigator.clipboard.writeText(text);
      say(part, done);
    } catch { byHand(part, text); }
  };

  const copy = async (button) => {
    const { key, kept } = turnOf(button).dataset;
    const made = await (await post("/kopi", key ? { key } : { kept })).json();
    await toClipboard(button, made.text, made.html, made.told);
  };

  const link = async (button) => {
    const { key, kept } = turnOf(button).dataset;
    const name = key || kept;
    if (!links.has(name))
      links.set(name, key ? await (await post("/svar", { key })).json() : here(button));
    const { link: address, told } = links.get(name);
    await toClipboard(button, address, "", told);
  };
  const here = (button) => ({ link: location.origin + location.pathname, told: line(button).dataset.linked });

  // Under an answer it is that answer, elsewhere the whole conversation.
  const save = async (button, format = button.dataset.export) => {
    const turn = turnOf(button);
    button.closest("details").open = false;
    if (turn?.dataset.kept) {
      location.assign(`/svar/${turn.dataset.kept}/eksport?format=${format}`);
      return;
    }
    const turns = turn ? [turn] : finished();
    if (!turns.length) return;
    const answer = await post("/eksport", { keys: turns.map((each) => each.dataset.key), format });
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await answer.blob());
    file.download = answer.headers.get("content-disposition").split('"')[1];
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60_000);
  };

  const paint = (turn) => {
    const kept = ratings[turn.dataset.key];
    turn.querySelector("[data-good]")?.setAttribute("aria-pressed", String(kept?.good === true));
    turn.querySelector("[data-poor]")?.setAttribute("aria-pressed", String(kept?.good === false));
  };
  const undo = async (part) => {
    const turn = turnOf(part);
    const kept = ratings[turn.dataset.key];
    if (!kept) return "";
    const { told } = await (await post("/vurdering/fortryd", { rating: kept.rating })).json();
    delete ratings[turn.dataset.key];
    remember();
    paint(turn);
    return told;
  };
  const rate = async (part, content) => {
    const turn = turnOf(part);
    await undo(part);
    const { rating, told } = await (await post("/vurdering", { key: turn.dataset.key, ...content })).json();
    ratings[turn.dataset.key] = { rating, good: content.good };
    remember();
    paint(turn);
    const back = document.createElement("button");
    back.type = "button";
    back.className = "undo";
    back.textContent = line(part).dataset.undo;
    back.dataset.undo = "";
    say(part, told).append(back);
  };

  const form = (part) => turnOf(part).querySelector("[data-rate]");
  const ask = (part, open) => {
    const shown = form(part);
    const poor = turnOf(part).querySelector("[data-poor]");
    shown.hidden = !open;
    poor.setAttribute("aria-expanded", String(open));
    if (open) {
      shown.querySelector("input:checked").focus({ preventScroll: true });
      shown.scrollIntoView({ block: "nearest" });
    } else poor.focus();
  };
  const good = async (button) => {
    if (button.ariaPressed === "true") say(button, await undo(button));
    else { form(button).hidden = true; await rate(button, { good: true }); }
  };
  const poor = async (button) => {
    if (button.ariaPressed === "true") say(button, await undo(button));
    else ask(button, form(button).hidden);
  };
  const back = async (button) => {
    const turn = turnOf(button);
    const pressed = turn.querySelector("[data-acts] [aria-pressed='true']");
    say(turn, await undo(button));
    pressed?.focus();
  };

  const actions = {
    "[data-copy]": copy, "[data-link]": link, "button[data-export]": save, "[data-good]": good,
    "[data-poor]": poor, ".undo[data-undo]": back,
    "[data-never-mind]": (button) => ask(button, false), "[data-print-page]": () => print(),
  };
  const busy = new WeakSet(); // pressed twice is pressed once
  const run = async (part, action) => {
    if (busy.has(part)) return;
    busy.add(part);
    try { await action(part); } catch (error) { failed(part, error); } finally { busy.delete(part); }
  };
  document.addEventListener("click", (event) => {
    for (const [selector, action] of Object.entries(actions)) {
      const part = event.target.closest(selector);
      if (part) { run(part, action); break; }
    }
    for (const menu of document.querySelectorAll("details.pick[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent.matches("form[data-export]")) { // of the conversation
      event.preventDefault();
      run(sent, () => save(sent, event.submitter.value));
    }
    if (!sent.matches("[data-rate]")) return;
    event.preventDefault();
    const { reason, said } = Object.fromEntries(new FormData(sent));
    run(sent, async () => {
      await rate(sent, { good: false, reason, said });
      sent.reset();
      ask(sent, false);
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.pick[open]");
    const open = event.target.closest?.("[data-rate]");
    if (!menu && !open) return;
    event.stopImmediatePropagation(); // Esc also stops an answer and closes the panel
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); } else ask(open, false);
  }, true);

  // A turn is drawn anew when the next question comes.
  new MutationObserver(() => {
    for (const turn of finished()) {
      if (turn.dataset.painted === turn.dataset.key) continue;
      turn.dataset.painted = turn.dataset.key;
      paint(turn);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
  // Printed addresses are whole, and the last line tells where the paper is from.
  addEventListener("beforeprint", () => {
    for (const source of document.querySelectorAll("a.src")) source.dataset.print = source.href;
    const acts = document.querySelector("#last [data-foot]");
    if (!acts) return;
    const foot = document.createElement("p");
    foot.className = "printfoot";
    foot.textContent = acts.dataset.foot;
    acts.closest(".turn").after(foot);
    addEventListener("afterprint", () => foot.remove(), { once: true });
  });
})();
