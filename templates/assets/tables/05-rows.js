/* The rows of a table that is cut into pages: what all of them are filtered and sorted by, and each row itself,
   as the build drew it. Written by playbook/table_rows.py; a folder without a server allows scripts alone, so
   all of it is scripts. */
playbook.readRows = function (table) {
  "use strict";
  const { read, locate, fold } = playbook;
  const name = table.dataset.table;
  const manifest = () => read(`table-${name}`, table.dataset.rows);
  let entries = null;

  /* The values of long choices: by kind, pairs of a value and its words. */
  async function readChoices() {
    const { choices } = await manifest();
    return read(`choices-${name}`, choices);
  }

  async function readEntries() {
    entries = entries || loadEntries().catch((error) => {
      entries = null;
      throw error;
    });
    return entries;
  }

  async function loadEntries() {
    const { kinds, columns, keys } = await manifest();
    const shards = await Promise.all(keys.map((path, n) => read(`keys-${name}-${n}`, path)));
    return shards.flat().map(([text, data, values], number) => ({
      number,
      find: (kind) => data[kinds.indexOf(kind)] || "",
      says: (words) => words.every((word) => fold(text).includes(word)),
      value: (column) => values[columns.indexOf(column)] || "",
    }));
  }

  /* The element of an entry; its addresses are told from the site's root, and led there from this page. */
  async function draw({ number }) {
    const { each, rows } = await manifest();
    const shard = Math.floor(number / each);
    const drawn = await read(`rows-${name}-${shard}`, rows[shard]);
    const holder = document.createElement("template");
    holder.innerHTML = drawn[number % each]; /* written by the build, in which every text is escaped */
    const row = holder.content.firstElementChild;
    for (const link of row.querySelectorAll("a[href]")) link.setAttribute("href", locate(link.getAttribute("href")));
    return row;
  }

  return { readChoices, readEntries, draw };
};
