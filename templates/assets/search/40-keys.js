/* The list of the keys of the site, which "?" shows. */
(function () {
  "use strict";
  const { make } = playbook;
  const KEYS = [
    ["/", "Search; Ctrl or Cmd with K does the same"],
    ["↑ ↓", "Choose a result"],
    ["Enter", "Open it"],
    ["Esc", "Close the search, a card or this list"],
    ["?", "Show this list"],
  ];
  let dialog = null;

  function build() {
    const rows = KEYS.flatMap(([key, words]) => [
      make("dt", {}, make("kbd", {}, key)),
      make("dd", {}, words),
    ]);
    const single = make("input", { type: "checkbox", id: "at.single", checked: playbook.hasKeys() && "" });
    single.addEventListener("change", () => {
      try {
        localStorage.setItem("playbook.keys", single.checked ? "on" : "off");
      } catch {
        single.checked = true; /* Nothing is kept here, so nothing can be switched off. */
      }
    });
    const choice = make("p", {}, single, make("label", { for: "at.single" }, " / and ? are commands"));
    const close = make("button", { type: "button", class: "btn" }, "Close");
    dialog = make("dialog", { class: "keys", "aria-labelledby": "at.keys" },
      make("h2", { id: "at.keys" }, "Keys"), make("dl", {}, ...rows), choice, close);
    close.addEventListener("click", () => dialog.close());
    document.body.append(dialog);
  }

  playbook.showKeys = function () {
    if (document.querySelector("dialog[open]")) return;
    if (!dialog) build();
    dialog.showModal();
  };
})();
