/* Tables that can be filtered and sorted: their script is loaded where there is one. */
if (document.querySelector("table[data-table]")) {
  playbook.load(new URL(document.documentElement.dataset.tables, location).href).catch(() => {});
}
