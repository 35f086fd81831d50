/* The search dialog: a combobox over the index, which is loaded when somebody opens it.
   Keys: "/" and Ctrl or Cmd with K open it, arrows choose, Enter opens, Escape closes; "?" lists them.
   Whoever speaks to the machine may switch the single keys off, in the list of keys. */
(function () {
  "use strict";
  const { make, locate, load, readIndex, isWriting } = playbook;
  const button = document.getElementById("at.search");
  let engine = null;

  /* Whether single keys are commands: as this reader has set it, else yes. */
  playbook.hasKeys = function () {
    try {
      return localStorage.getItem("playbook.keys") !== "off";
    } catch {
      return true;
    }
  };

  /* The engine, made once; after a failure the next call tries again. */
  playbook.loadEngine = function () {
    engine = engine || start().catch((error) => {
      engine = null;
      throw error;
    });
    return engine;
  };

  async function start() {
    const index = await readIndex();
    for (const script of index.scripts) await load(script);
    return playbook.makeEngine(index);
  }

  if (!button) return;
  let parts = null;
  let turn = 0;

  function build() {
    const input = make("input", {
      type: "text", role: "combobox", "aria-label": "Search titles, people, metrics and text",
      "aria-expanded": "false", "aria-controls": "at.hits", "aria-autocomplete": "list", autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", inputmode: "search", enterkeyhint: "go",
      placeholder: "Search titles, people, metrics and text",
    });
    const close = make("button", { type: "button", class: "btn" }, "Close");
    const hits = make("div", { id: "at.hits", class: "hits", role: "listbox", "aria-label": "Results" });
    const said = make("p", { class: "searchsaid", role: "status" });
    const all = make("a", { href: locate("search.html") }, "All pages, A to Z");
    const keys = make("button", { type: "button", class: "btn" }, "Keys");
    keys.addEventListener("click", () => {
      dialog.close();
      listKeys();
    });
    const foot = make("p", { class: "searchfoot" },
      make("span", {}, "Arrows choose, Enter opens, Escape closes."), keys, all);
    const dialog = make("dialog", { class: "search", "aria-label": "Search" },
      make("div", { class: "searchhead" }, input, close), said, hits, foot);
    document.body.append(dialog);
    parts = { dialog, input, hits, said, all };
    listen(close);
  }

  function listen(close) {
    const { dialog, input, hits } = parts;
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    input.addEventListener("input", () => update());
    input.addEventListener("keydown", choose);
    hits.addEventListener("pointermove", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) mark(option);
    });
  }

  function open() {
    if (!parts) build();
    if (parts.dialog.open) return;
    parts.dialog.showModal();
    parts.input.focus();
    parts.input.select();
    update();
  }

  /* Look for what stands in the field; an answer that comes too late is dropped. `kept` is the address of
     the result that was chosen, when the same words have found more. */
  async function update(kept) {
    const { input, all } = parts;
    const query = input.value.trim();
    turn += 1;
    const own = turn;
    all.href = locate(query ? `search.html?q=${encodeURIComponent(query)}` : "search.html");
    all.textContent = query ? "All results on a page" : "All pages, A to Z";
    try {
      const ready = await playbook.loadEngine();
      if (own === turn) show(ready, query, kept);
    } catch {
      if (own === turn) say("The search cannot be loaded. The list of all pages, A to Z, is below.");
    }
  }

  const refresh = () => update(parts.moved && current()?.href);

  function show(ready, query, kept) {
    const { hits, input } = parts;
    const found = query ? ready.search(query, refresh) : null;
    parts.moved = Boolean(kept);
    hits.replaceChildren(...(found ? ready.draw(found, 6) : []));
    say(found ? ready.say(found) : "");
    const options = [...hits.querySelectorAll("[role=option]")];
    const first = options.find((each) => each.href === kept) || options[0];
    input.setAttribute("aria-expanded", String(Boolean(first)));
    hits.hidden = !first;
    mark(first);
  }

  const say = (words) => {
    parts.said.textContent = words;
  };

  const current = () => parts.hits.querySelector("[aria-selected=true]");

  function mark(option) {
    const { hits, input } = parts;
    for (const each of hits.querySelectorAll("[aria-selected=true]")) each.removeAttribute("aria-selected");
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
  }

  function choose(event) {
    const options = [...parts.hits.querySelectorAll("[role=option]")];
    const at = options.findIndex((each) => each.getAttribute("aria-selected"));
    if (event.isComposing || !options.length) return;
    if (event.key === "Enter") {
      event.preventDefault();
      options[Math.max(0, at)].click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = options[(at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length];
      mark(next);
      parts.moved = true;
      next.scrollIntoView({ block: "nearest" });
    }
  }

  function command(event) {
    const isHeld = event.ctrlKey || event.metaKey;
    if (event.altKey || isWriting(event.target) || !(isHeld || playbook.hasKeys())) return;
    if (isHeld ? event.key.toLowerCase() === "k" : event.key === "/") {
      event.preventDefault();
      open();
    } else if (!isHeld && event.key === "?") {
      listKeys();
    }
  }

  const listKeys = () => playbook.loadEngine().then(() => playbook.showKeys(), () => {});

  button.addEventListener("click", open);
  document.addEventListener("keydown", command);
  if (document.getElementById("at.find")) playbook.loadEngine().catch(() => {});
})();
