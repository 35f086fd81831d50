/* The page search.html: what stands in `?q=` is looked for; without a query it is the list of all pages. */
(function () {
  "use strict";
  const form = document.getElementById("at.find");
  if (!form) return;
  const MOST = 100;
  const field = form.querySelector("input");
  const said = form.querySelector("[role=status]");
  const results = document.getElementById("at.results");
  const list = document.getElementById("at.all");
  let turn = 0;

  async function update() {
    const query = field.value.trim();
    turn += 1;
    const own = turn;
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    list.hidden = Boolean(query);
    if (!query) return show([], "");
    try {
      const engine = await playbook.loadEngine();
      const found = await engine.searchPage(query, update);
      if (own === turn) show(engine.drawPage(found, MOST), engine.say(found));
    } catch {
      if (own !== turn) return;
      list.hidden = false;
      show([], "The search cannot be loaded. Below is the list of all pages.");
    }
  }

  function show(elements, words) {
    results.replaceChildren(...elements);
    said.textContent = words;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", update);
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value) update();
})();
