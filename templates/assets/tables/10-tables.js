/* Tables that can be filtered and sorted. What is chosen stands in the address, so that it can be sent on:
   ?initiatives.owner=ines-aldana&initiatives.sort=-health for <table data-table="initiatives">. */
(function () {
  "use strict";
  const { make, fold } = playbook;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  function enhance(table) {
    const name = table.dataset.table;
    const named = (hook, what) => document.querySelectorAll(`[data-${hook}="${CSS.escape(what)}"]`);
    const state = {
      table, name,
      controls: [...named("for", name)].filter((each) => each.dataset.filter),
      count: named("count", name)[0],
      heads: [...table.querySelectorAll("thead th[data-sort]")],
      bodies: [...table.tBodies].map((body) => ({ body, rows: [...body.rows] })),
      sorted: "",
    };
    const total = state.bodies.reduce((sum, each) => sum + each.rows.length, 0);
    state.words = (state.count && state.count.textContent.trim()) || `${total} ${name}`;
    addSorters(state);
    addClear(state);
    for (const control of state.controls) control.addEventListener("input", () => apply(state));
    for (const form of formsOf(state)) form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", () => restore(state));
    restore(state);
  }

  /* The count stays the last in its form. */
  const put = (state, form, element) =>
    form.insertBefore(element, state.count && state.count.parentNode === form ? state.count : null);
  const formsOf = (state) => new Set(state.controls.map((each) => each.form).filter(Boolean));
  const keyOf = (state, control) => `${state.name}.${control.dataset.filter}`;

  /* Filtering */

  function matches(row, control) {
    const wanted = control.value.trim();
    if (!wanted) return true;
    const kind = control.dataset.filter;
    const own = row.dataset[kind] || "";
    if (kind !== "text") return own === wanted || own.split(" ").includes(wanted);
    const text = fold(row.textContent);
    return fold(wanted).split(/\s+/).every((word) => text.includes(word));
  }

  function apply(state) {
    let shown = 0;
    for (const { body, rows } of state.bodies) {
      for (const row of rows) {
        row.hidden = !state.controls.every((control) => matches(row, control));
        if (!row.hidden) shown += 1;
      }
      body.hidden = rows.length > 0 && rows.every((row) => row.hidden);
    }
    const isFiltered = state.controls.some((control) => control.value.trim());
    for (const button of state.clearers) button.hidden = !isFiltered && !state.sorted;
    const said = isFiltered ? `${shown || "None"} of ${state.words}` : state.words;
    if (state.count && state.count.textContent !== said) state.count.textContent = said;
    keep(state);
  }

  function addClear(state) {
    state.clearers = [...formsOf(state)].map((form) => {
      const button = make("button", { type: "button", class: "btn clear", hidden: "" }, "Clear");
      button.addEventListener("click", () => {
        for (const control of state.controls) control.value = "";
        sort(state, "");
        apply(state);
        state.controls[0].focus();
      });
      put(state, form, button);
      return button;
    });
  }

  /* Sorting: by the heads, and on narrow screens, where there are none, by a list. */

  function addSorters(state) {
    for (const head of state.heads) {
      const button = make("button", { type: "button", class: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      head.dataset.key = head.dataset.key || slug(nameOf(head));
      button.addEventListener("click", () => {
        const isUp = state.sorted === head.dataset.key;
        sort(state, isUp ? `-${head.dataset.key}` : head.dataset.key);
        apply(state);
      });
    }
    for (const form of formsOf(state)) if (state.heads.length) put(state, form, listSorters(state));
  }

  function listSorters(state) {
    const options = state.heads.map((head) => {
      const { key } = head.dataset;
      return make("option", { value: key }, nameOf(head));
    });
    state.list = make("select", { class: "field" }, make("option", { value: "" }, "As listed"), ...options);
    state.list.addEventListener("input", () => {
      sort(state, state.list.value);
      apply(state);
    });
    return make("label", { class: "sortlist" }, make("span", {}, "Sort by"), state.list);
  }

  /* What a head says: its words, or those of its picture. */
  function nameOf(head) {
    const picture = head.querySelector("[aria-label]");
    return picture ? picture.getAttribute("aria-label") : head.textContent.trim();
  }

  const slug = (text) => fold(text).trim().replace(/[^\p{L}\p{N}]+/gu, "-");

  function valueOf(row, head) {
    const cell = row.cells[head.cellIndex];
    const text = cell ? (cell.dataset.value ?? cell.textContent).trim() : "";
    if (head.dataset.sort !== "number") return text === "–" ? "" : text;
    const number = text === "" ? NaN : Number(text);
    return Number.isNaN(number) ? "" : number;
  }

  /* Values that are there before those that are not, whichever way the column runs. */
  function compare(a, b, sign) {
    if (a === "" || b === "") return (a === "") - (b === "");
    return sign * (typeof a === "number" ? a - b : order.compare(a, b));
  }

  function sort(state, sorted) {
    const isDown = sorted.startsWith("-");
    const head = state.heads.find((each) => each.dataset.key === sorted.slice(Number(isDown)));
    state.sorted = head ? sorted : "";
    for (const each of state.heads) each.removeAttribute("aria-sort");
    if (head) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    if (state.list) state.list.value = head ? head.dataset.key : "";
    for (const { body, rows } of state.bodies) {
      const keyed = rows.map((row) => [row, head ? valueOf(row, head) : ""]);
      if (head) keyed.sort((a, b) => compare(a[1], b[1], isDown ? -1 : 1));
      body.append(...keyed.map(([row]) => row));
    }
  }

  /* The address */

  function keep(state) {
    const url = new URL(location.href);
    const values = state.controls.map((control) => [keyOf(state, control), control.value.trim()]);
    for (const [key, value] of [...values, [`${state.name}.sort`, state.sorted]]) {
      if (value) url.searchParams.set(key, value);
      else url.searchParams.delete(key);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  function restore(state) {
    const asked = new URL(location.href).searchParams;
    for (const control of state.controls) {
      control.value = asked.get(keyOf(state, control)) || "";
      if (control.selectedIndex === -1) control.value = "";
    }
    sort(state, asked.get(`${state.name}.sort`) || "");
    apply(state);
  }

  for (const table of document.querySelectorAll("table[data-table]")) enhance(table);
})();
