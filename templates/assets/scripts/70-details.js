/* What is folded away opens when an address leads into it, and on paper. */
(function () {
  "use strict";

  function reveal() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      /* A stray per cent sign: the id as it stands. */
    }
    const target = id ? document.getElementById(id) : null;
    if (!target) return;
    let opened = false;
    for (let each = target.closest("details"); each; each = each.parentElement.closest("details")) {
      opened = opened || !each.open;
      each.open = true;
    }
    if (opened) target.scrollIntoView();
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
    closed = [];
  });
  addEventListener("hashchange", reveal);
  reveal();
})();
