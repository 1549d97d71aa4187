// Administration: files dropped on the page, the progress of work, and the question before removing.
// Without it everything works by whole pages.
(() => {
  "use strict";
  const EVERY = 600; // milliseconds between looks at the work
  const page = (text) => new DOMParser().parseFromString(text, "text/html");

  // --- sending in ---
  const form = document.querySelector("[data-send]");
  if (form) {
    form.classList.add("live");
    const field = form.querySelector("input[type=file]");
    const zone = form.querySelector(".dropzone");
    const chosen = form.querySelector("[data-chosen]");
    const tell = () => {
      const names = [...field.files].map((file) => file.name);
      chosen.textContent = names.length > 3
        ? chosen.dataset.many.replace("{count}", names.length) : names.join(", ");
    };
    field.addEventListener("change", tell);
    for (const kind of ["dragenter", "dragover"]) {
      zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
    }
    zone.addEventListener("dragleave", (event) => {
      if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
    });
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; tell(); }
    });
    tell(); // a browser that goes back keeps what was chosen
  }

  // --- the work under way ---
  const work = document.getElementById("arbejde");
  const told = document.querySelector("[data-told]");
  const running = () => work && work.querySelector("[data-running]");

  let seen = "";
  const show = (html) => {
    if (html === seen) return;
    seen = html;
    const held = work.contains(document.activeElement) ? document.activeElement.id : "";
    work.innerHTML = html;
    if (held) (document.getElementById(held) || work.querySelector("a, button"))?.focus();
    const line = work.querySelector("[data-line]");
    if (line && told.textContent !== line.dataset.line) told.textContent = line.dataset.line;
  };
  const refresh = async () => { // the figures and the table, when the work is done
    const fresh = page(await (await fetch(location.href)).text());
    for (const part of document.querySelectorAll("[data-fresh]")) {
      const other = fresh.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
      if (other) part.replaceChildren(...other.childNodes);
    }
  };
  const look = async () => {
    try {
      const answer = await fetch("/admin/arbejde");
      if (!answer.ok || answer.redirected) { location.reload(); return; }
      show(await answer.text());
    } catch { /* the server is away for a moment: look again */ }
    if (running()) setTimeout(look, EVERY);
    else refresh();
  };
  if (running()) setTimeout(look, EVERY);

  // --- removing ---
  const dialog = document.querySelector("[data-dialog]");
  addEventListener("click", async (event) => {
    const keep = event.target.closest("dialog [data-keep]");
    if (keep) { event.preventDefault(); dialog.close(); return; }
    const link = event.target.closest("[data-remove]");
    if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.href);
    const question = answer.ok && page(await answer.text()).querySelector("[data-removal]");
    if (!question) { location.assign(link.href); return; }
    dialog.replaceChildren(question);
    dialog.showModal(); // focus goes to what has autofocus: "Behold"
    dialog.addEventListener("close", () => link.focus(), { once: true });
  });
})();
