// What a conversation is limited to: chips that the reader set (solid), those that the last
// question's own words set (dashed), and the dialog that sets them.
(() => {
  "use strict";
  const { referat } = globalThis;
  const $ = (selector, root = document) => root.querySelector(selector);
  const words = () => $("#words [data-source]")?.dataset ?? {};
  const name = (kind) => words()[kind] ?? words().meeting;

  const period = ({ first, last }) => {
    if (first && last) return first === last ? String(first) : `${first}–${last}`;
    return first ? words().from.replace("{year}", first) : words().until.replace("{year}", last);
  };

  // The reader's own chips as { kind, told, rest }; rest is what stays when this one is taken off.
  const own = () => {
    const chosen = referat.chosen;
    const chips = [];
    if (chosen.first || chosen.last)
      chips.push({ kind: "period", told: period(chosen), rest: { ...chosen, first: null, last: null } });
    for (const told of chosen.committees ?? [])
      chips.push({ kind: "committee", told,
        rest: { ...chosen, committees: chosen.committees.filter((other) => other !== told) } });
    for (const told of chosen.cases ?? []) chips.push({ kind: "case", told, rest: { ...chosen, cases: [] } });
    return chips;
  };

  const chip = ({ kind, told }, press) => {
    const part = $("#chip").content.cloneNode(true).firstElementChild;
    $("b", part).textContent = `${name(kind)}:`;
    $("[data-told]", part).textContent = told;
    const button = $("button", part);
    button.setAttribute("aria-label", words().remove.replace("{what}", `${name(kind).toLowerCase()}: ${told}`));
    button.addEventListener("click", press);
    return part;
  };

  const set = (chosen) => { referat.choose(chosen); paint(); };

  const without = (kind) => {
    const before = referat.last()?.without ?? [];
    referat.again(null, { without: [...new Set([...before, kind])] });
  };

  const paint = () => {
    const slot = $("[data-chips]");
    if (!slot || !$("#chip") || !words().period) return;
    const limits = referat.last()?.answer?.limits ?? [];
    slot.replaceChildren(
      ...own().map((each) => chip(each, () => { set(each.rest); $("[data-pick]").focus(); })),
      ...limits.map((limit) => {
        const part = chip(limit, () => { if (!referat.asking) without(limit.kind); });
        part.classList.add("auto");
        return part;
      }),
    );
    $("[data-why]").textContent = limits.map((limit) => words().stands.replace("{words}", limit.words)).join(" · ");
  };

  // A refusal's way out: the same question without that limit, whoever set it.
  const free = (kind) => {
    if (referat.asking) return;
    const chosen = { ...referat.chosen };
    if (kind === "period") Object.assign(chosen, { first: null, last: null });
    if (kind === "committee") chosen.committees = [];
    if (kind === "case") chosen.cases = [];
    set(chosen);
    without(kind);
  };

  const pick = () => {
    const form = $("#picker form"), chosen = referat.chosen;
    form.first.value = chosen.first ?? "";
    form.last.value = chosen.last ?? "";
    form.case.value = chosen.cases?.[0] ?? "";
    for (const box of form.querySelectorAll("[name=committee]"))
      box.checked = (chosen.committees ?? []).includes(box.value);
    $("#picker").showModal();
  };

  const picked = (form) => {
    const years = [form.first.value, form.last.value].map((year) => Number(year) || null);
    const [first, last] = years[0] && years[1] ? years.sort((a, b) => a - b) : years;
    const number = form.case.value.trim();
    const committees = [...form.querySelectorAll("[name=committee]:checked")].map((box) => box.value);
    set({ first, last, committees, cases: number ? [number] : [] });
    $("#ask textarea")?.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("pick" in button.dataset) pick();
    else if ("free" in button.dataset) free(button.dataset.free);
    else if ("clear" in button.dataset) { set({}); button.closest("dialog").close(); }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("#picker form")) picked(event.target);
  });
  document.addEventListener("referat-news", paint);
  document.addEventListener("referat-open", paint);
})();
