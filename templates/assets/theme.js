/* Before the page is painted: say that scripts run, and set the theme that the reader chose.
   Loaded in the head without `defer`, so that no page flashes in the other theme. */
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem("playbook.theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    /* Storage may be blocked: the system's theme holds. */
  }
})();
