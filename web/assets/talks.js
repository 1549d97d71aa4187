// The conversations of this browser. They are kept here and nowhere else: each question sends its
// conversation along, so a reload or a restart of the program loses nothing.
// A turn is { text, seal } as the server gave it; text is JSON and is only ever shown as text.
(() => {
  "use strict";
  const MOST = 20;
  const LIST = "referat-samtaler"; // [{ id, at, title }], newest first
  const talkKey = (id) => `referat-samtale-${id}`;
  const HERE = "referat-her"; // of the tab: which conversation is open
  const DRAFT = "referat-kladde"; // of the tab: what is typed or asked and not yet answered

  const read = (store, name, other) => {
    try { return JSON.parse(store.getItem(name)) ?? other; } catch { return other; }
  };
  const array = (given) => (Array.isArray(given) ? given : []);
  const strings = (given) => array(given).filter((each) => typeof each === "string");
  const list = () => array(read(localStorage, LIST, [])).filter((each) => typeof each?.id === "string");
  const drop = (id) => localStorage.removeItem(talkKey(id));
  const fresh = () => ({ id: crypto.randomUUID?.() ?? String(Math.random()).slice(2), turns: [], chosen: {} });

  let talk = fresh();
  let partial = null;
  let ask = null; // what goes with the next or the running question
  let full = false;

  const turn = (sealed) => { try { return Object(JSON.parse(sealed.text)); } catch { return {}; } };
  const last = () => (talk.turns.length ? turn(talk.turns.at(-1)) : null);

  // A full browser lets go of its oldest conversations first.
  const write = (name, value, rows) => {
    for (;;) {
      try { localStorage.setItem(name, JSON.stringify(value)); full = false; return; } catch {
        const oldest = rows.length > 1 ? rows.pop() : null;
        if (!oldest) { full = true; return; }
        try { drop(oldest.id); } catch { full = true; return; }
      }
    }
  };

  const save = () => {
    try {
      sessionStorage.setItem(HERE, talk.id);
      const rows = list().filter((row) => row.id !== talk.id);
      if (!talk.turns.length) return;
      const title = String(turn(talk.turns[0]).question ?? "").slice(0, 200);
      rows.unshift({ id: talk.id, at: Date.now(), title });
      for (const old of rows.splice(MOST)) drop(old.id);
      write(talkKey(talk.id), talk, rows);
      write(LIST, rows, rows);
    } catch { full = true; } // a browser that keeps nothing: the page works until it is closed
  };

  // What can be sent: an older program or a hand may have written something else.
  const sound = (found) => {
    const { first, last, committees, cases } = Object(Object(found).chosen);
    const year = (given) => (Number.isInteger(given) && given > 0 ? given : null);
    return {
      turns: array(found?.turns).filter((each) => typeof each?.text === "string" && typeof each.seal === "string")
        .map(({ text, seal }) => ({ text, seal })),
      chosen: { first: year(first), last: year(last), committees: strings(committees), cases: strings(cases) },
    };
  };

  const load = (id) => {
    talk = { ...fresh(), id, ...sound(read(localStorage, talkKey(id), null)) };
    partial = null;
    ask = null;
    try { sessionStorage.setItem(HERE, talk.id); } catch { /* as above */ }
  };

  const packed = (more) => JSON.stringify({ turns: talk.turns, chosen: talk.chosen, ...more });

  const referat = {
    list, last, MOST,
    get full() { return full; },
    get asking() { return ask !== null; },
    get chosen() { return talk.chosen; },
    get length() { return talk.turns.length; },
    get id() { return talk.id; },
    choose(chosen) { talk.chosen = chosen; save(); },
    open: load,
    begin() { talk = fresh(); partial = null; ask = null; save(); },
    remove(id) {
      drop(id);
      localStorage.setItem(LIST, JSON.stringify(list().filter((row) => row.id !== id)));
    },
    wipe() { for (const row of list()) drop(row.id); localStorage.removeItem(LIST); },

    // What is typed: kept over a reload and a lost connection.
    get draft() { return read(sessionStorage, DRAFT, null); },
    keep(text, lost) {
      try {
        if (text) sessionStorage.setItem(DRAFT, JSON.stringify({ text, lost }));
        else sessionStorage.removeItem(DRAFT);
      } catch { /* as above */ }
    },

    // The next question; with `instead` in place of the last turn.
    prepare(question, { instead = false, without = [] } = {}) {
      ask = { question, without, turns: instead ? talk.turns.slice(0, -1) : talk.turns };
      partial = null;
      this.keep(question, true);
    },
    finished() { ask = null; partial = null; this.keep("", false); },

    // Called by Gradio's events (web/chat.py), for what they send along.
    now: () => packed({}),
    asked: () => packed(ask ?? {}),
    written: () => (referat.submit() ? referat.asked() : packed({})),
    halted: () => packed({ ...(ask ?? {}), partial }),

    // News from the server: [[number, sealed], …] and whether the answer is still being written.
    take({ turns, busy }) {
      for (const [number, sealed] of turns) {
        if (busy) { partial = sealed; continue; }
        if (ask) talk.turns.length = Math.min(talk.turns.length, number - 1);
        talk.turns[number - 1] = sealed;
      }
      if (!busy && turns.length) save();
    },
  };
  globalThis.referat = referat;

  const here = read({ getItem: (name) => JSON.stringify(sessionStorage.getItem(name)) }, HERE, null);
  if (here) load(here);

  // A link with a question (from a kept answer): it waits in the field of a new conversation.
  const linked = new URLSearchParams(location.search).get("q");
  if (linked) {
    referat.begin();
    referat.keep(linked.slice(0, 2000), false);
    history.replaceState(null, "", "/");
  }
})();
