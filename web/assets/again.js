// In the chat: who has been logged out meanwhile is asked to log in, and finds the question again.
// Loaded before Gradio, which asks through fetch.
(() => {
  "use strict";
  const name = "referat-unasked";
  const field = () => document.querySelector("#ask textarea");
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const answer = await ask(...request);
    if (answer.status === 401) {
      try { sessionStorage.setItem(name, field()?.value ?? ""); } catch { /* private window */ }
      location.assign("/log-ind");
    }
    return answer;
  };

  let kept = "";
  try { kept = sessionStorage.getItem(name) ?? ""; sessionStorage.removeItem(name); } catch { /* private window */ }
  if (!kept) return;
  const fill = () => {
    if (!field()) return false;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field(), kept);
    field().dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };
  const watch = new MutationObserver(() => { if (fill()) watch.disconnect(); });
  watch.observe(document.documentElement, { childList: true, subtree: true });
})();
