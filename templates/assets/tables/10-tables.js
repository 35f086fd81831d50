/* Tables that can be filtered and sorted. What is chosen stands in the address, so that it can be sent on:
   ?initiatives.owner=ines-aldana&initiatives.sort=-health for <table data-table="initiatives">. A table that is
   cut into pages is filtered and sorted as a whole, and what is found has pages of its own. */
(function () {
  "use strict";
  const { make, fold } = playbook;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  async function enhance(table) {
    const name = table.dataset.table;
    const named = (hook, what) => document.querySelectorAll(`[data-${hook}="${CSS.escape(what)}"]`);
    const state = {
      table, name,
      controls: [...named("for", name)].filter((each) => each.dataset.filter),
      count: named("count", name)[0],
      heads: [...table.querySelectorAll("thead th[data-sort]")],
      bodies: [...table.tBodies].map((body) => ({ body, entries: [...body.rows].map(readRow) })),
      paged: table.dataset.rows ? playbook.readRows(table) : null,
      pages: named("pages", name)[0],
      sorted: "", page: 1, turn: 0,
    };
    state.each = state.bodies[0].entries.length;
    state.total = Number(table.dataset.total) || state.bodies.reduce((sum, each) => sum + each.entries.length, 0);
    state.words = (state.count && state.count.textContent.trim()) || `${state.total} ${name}`;
    addSorters(state);
    addClear(state);
    if (state.paged) await addPaging(state);
    for (const control of state.controls) control.addEventListener("input", () => turnTo(state, 1));
    for (const form of formsOf(state)) form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", () => restore(state));
    restore(state);
  }

  /* What a row of this page is filtered and sorted by; 05-rows.js has the same of rows that stand elsewhere. */
  function readRow(row) {
    return {
      row,
      find: (kind) => row.dataset[kind] || "",
      says: (words) => words.every((word) => fold(row.textContent).includes(word)),
      value: (column) => {
        const cell = row.cells[column];
        return cell ? (cell.dataset.value ?? cell.textContent).trim() : "";
      },
    };
  }

  /* The count stays the last in its form. */
  const put = (state, form, element) =>
    form.insertBefore(element, state.count && state.count.parentNode === form ? state.count : null);
  const formsOf = (state) => new Set(state.controls.map((each) => each.form).filter(Boolean));
  const keyOf = (state, control) => `${state.name}.${control.dataset.filter}`;
  const isFiltered = (state) => state.controls.some((control) => control.value.trim());

  /* Filtering */

  function matches(entry, control) {
    const wanted = control.value.trim();
    if (!wanted) return true;
    const kind = control.dataset.filter;
    if (kind === "text") return entry.says(fold(wanted).split(/\s+/));
    const own = entry.find(kind);
    return "many" in control.dataset ? own.split(" ").includes(wanted) : own === wanted;
  }

  const isWanted = (state, entry) => state.controls.every((control) => matches(entry, control));

  function turnTo(state, page) {
    state.page = page;
    return apply(state);
  }

  async function apply(state) {
    for (const button of state.clearers) button.hidden = !isFiltered(state) && !state.sorted;
    keep(state);
    if (state.paged) await showPage(state);
    else say(state, showRows(state));
  }

  function say(state, found) {
    const said = isFiltered(state) ? `${found || "None"} of ${state.words}` : state.words;
    if (state.count && state.count.textContent !== said) state.count.textContent = said;
  }

  /* Hide and order the rows that stand on this page; the number of those that are left. */
  function showRows(state) {
    let shown = 0;
    for (const { body, entries } of state.bodies) {
      for (const entry of entries) {
        entry.row.hidden = !isWanted(state, entry);
        if (!entry.row.hidden) shown += 1;
      }
      body.hidden = entries.length > 0 && entries.every(({ row }) => row.hidden);
      body.replaceChildren(...putInOrder(state, entries).map(({ row }) => row));
    }
    return shown;
  }

  function addClear(state) {
    state.clearers = [...formsOf(state)].map((form) => {
      const button = make("button", { type: "button", class: "btn clear", hidden: "" }, "Clear");
      button.addEventListener("click", () => {
        for (const control of state.controls) control.value = "";
        sort(state, "");
        turnTo(state, 1);
        state.controls[0].focus();
      });
      put(state, form, button);
      return button;
    });
  }

  /* Pages: those that the build has cut stand as they are; what is filtered or sorted is cut here. */

  async function addPaging(state) {
    const step = (words, by) => {
      const button = make("button", { type: "button", class: "btn" }, words);
      button.addEventListener("click", async () => {
        await turnTo(state, state.page + by);
        state.table.scrollIntoView();
      });
      return button;
    };
    state.steps = [step("Previous", -1), step("Next", 1)];
    state.where = make("p", { role: "status" });
    state.found = make("nav", { class: "pages", "aria-label": "Pages of what was found", hidden: "" },
      state.where, ...state.steps);
    state.pages.after(state.found);
    const long = state.controls.filter((each) => "long" in each.dataset);
    if (!long.length) return;
    try {
      const choices = await state.paged.readChoices();
      for (const control of long) {
        const options = choices[control.dataset.filter].map(([value, words]) => make("option", { value }, words));
        control.append(...options);
      }
    } catch {
      for (const control of long) control.closest("label").hidden = true;
    }
  }

  async function showPage(state) {
    state.turn += 1;
    const own = state.turn;
    const isWhole = !isFiltered(state) && !state.sorted;
    state.pages.hidden = !isWhole;
    if (isWhole) {
      state.found.hidden = true;
      state.bodies[0].body.replaceChildren(...state.bodies[0].entries.map(({ row }) => row));
      say(state, state.total);
      return;
    }
    try {
      const entries = putInOrder(state, (await state.paged.readEntries()).filter((each) => isWanted(state, each)));
      const last = Math.max(1, Math.ceil(entries.length / state.each));
      state.page = Math.min(Math.max(state.page, 1), last);
      const start = (state.page - 1) * state.each;
      const rows = await Promise.all(entries.slice(start, start + state.each).map(state.paged.draw));
      if (own !== state.turn) return;
      state.bodies[0].body.replaceChildren(...rows);
      say(state, entries.length);
      showSteps(state, last);
      keep(state);
    } catch {
      if (own !== state.turn) return;
      state.pages.hidden = false;
      state.count.textContent = "The other pages cannot be loaded. These rows are those of this page.";
    }
  }

  function showSteps(state, last) {
    state.found.hidden = last === 1;
    state.where.textContent = `Page ${state.page} of ${last}`;
    state.steps[0].disabled = state.page === 1;
    state.steps[1].disabled = state.page === last;
  }

  /* Sorting: by the heads, and on narrow screens, where there are none, by a list. */

  function addSorters(state) {
    for (const head of state.heads) {
      const button = make("button", { type: "button", class: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      head.dataset.key = head.dataset.key || slug(nameOf(head));
      button.addEventListener("click", () => {
        const [first, second] = waysOf(head);
        sort(state, state.sorted === first ? second : first);
        turnTo(state, 1);
      });
    }
    for (const form of formsOf(state)) if (state.heads.length) put(state, form, listSorters(state));
  }

  function listSorters(state) {
    const options = state.heads.map((head) => make("option", { value: waysOf(head)[0] }, nameOf(head)));
    state.list = make("select", { class: "field" }, make("option", { value: "" }, "As listed"), ...options);
    state.list.addEventListener("input", () => {
      sort(state, state.list.value);
      turnTo(state, 1);
    });
    return make("label", { class: "sortlist" }, make("span", {}, "Sort by"), state.list);
  }

  /* Both ways to sort by a head: what is counted begins with the most. */
  function waysOf(head) {
    const ways = [head.dataset.key, `-${head.dataset.key}`];
    return head.dataset.sort === "count" ? ways.reverse() : ways;
  }

  /* What a head says: its words, or those of its picture. */
  function nameOf(head) {
    const picture = head.querySelector("[aria-label]");
    return picture ? picture.getAttribute("aria-label") : head.textContent.trim();
  }

  const slug = (text) => fold(text).trim().replace(/[^\p{L}\p{N}]+/gu, "-");

  function valueOf(entry, head) {
    const text = entry.value(head.cellIndex);
    if (head.dataset.sort !== "number" && head.dataset.sort !== "count") return text === "–" ? "" : text;
    const number = text === "" ? NaN : Number(text);
    return Number.isNaN(number) ? "" : number;
  }

  /* Values that are there before those that are not, whichever way the column runs. */
  function compare(a, b, sign) {
    if (a === "" || b === "") return (a === "") - (b === "");
    return sign * (typeof a === "number" ? a - b : order.compare(a, b));
  }

  const findHead = (state) => state.heads.find((each) => each.dataset.key === state.sorted.replace(/^-/, ""));

  function putInOrder(state, entries) {
    const head = findHead(state);
    if (!head) return entries;
    const sign = state.sorted.startsWith("-") ? -1 : 1;
    const keyed = entries.map((entry) => [entry, valueOf(entry, head)]);
    return keyed.sort((a, b) => compare(a[1], b[1], sign)).map(([entry]) => entry);
  }

  function sort(state, sorted) {
    state.sorted = sorted;
    const head = findHead(state);
    if (!head) state.sorted = "";
    for (const each of state.heads) each.removeAttribute("aria-sort");
    if (head) head.setAttribute("aria-sort", sorted.startsWith("-") ? "descending" : "ascending");
    if (state.list) state.list.value = head ? waysOf(head)[0] : "";
  }

  /* The address */

  function keep(state) {
    const url = new URL(location.href);
    const values = state.controls.map((control) => [keyOf(state, control), control.value.trim()]);
    const page = state.page > 1 && (isFiltered(state) || state.sorted) ? String(state.page) : "";
    for (const [key, value] of [...values, [`${state.name}.sort`, state.sorted], [`${state.name}.page`, page]]) {
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
    turnTo(state, Number(asked.get(`${state.name}.page`)) || 1);
  }

  for (const table of document.querySelectorAll("table[data-table]")) enhance(table);
})();
