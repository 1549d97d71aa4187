// The reader: the cited words in the upper third of the window, the way back to the answer, print.
(() => {
  "use strict";
  const toHit = () => {
    const hit = document.getElementById("hit");
    if (!hit) return;
    const top = hit.getBoundingClientRect().top + scrollY;
    scrollTo({ top: Math.max(0, top - innerHeight / 3) });
  };
  if (document.readyState === "complete") toHit();
  else addEventListener("load", toHit);

  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    else if (event.target.closest('a[href="#hit"]')) {
      event.preventDefault();
      toHit();
    } else if (event.target.closest("[data-back]")) {
      // Opened by the chat: closing the tab shows the answer again. Otherwise the link leads home.
      if (!opener && history.length > 1) return;
      event.preventDefault();
      window.close();
      setTimeout(() => location.assign("/"), 150);
    }
  });
})();
