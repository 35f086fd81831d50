/* The theme switch: system, light, dark. The choice is kept in the browser where that is allowed. */
(function () {
  "use strict";
  const KEY = "playbook.theme";
  const THEMES = ["system", "light", "dark"];
  const root = document.documentElement;
  const button = document.getElementById("at.theme");
  if (!button) return;

  const current = () => root.dataset.theme || "system";
  const after = (theme) => THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];

  function say() {
    const words = `Theme: ${current()}. Change to ${after(current())}`;
    button.setAttribute("aria-label", words);
    button.title = words;
    button.dataset.theme = current();
  }

  function choose(theme) {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    say();
    try {
      if (theme === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      /* Storage may be blocked: the choice holds for this page. */
    }
  }

  button.addEventListener("click", () => choose(after(current())));
  /* Another tab has chosen. */
  addEventListener("storage", (event) => {
    if (event.key === KEY) choose(event.newValue || "system");
  });
  say();
})();
