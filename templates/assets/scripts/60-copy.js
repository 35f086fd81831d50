/* A button that copies a block of code. It says to everybody that it has done so. */
(function () {
  "use strict";
  const { make } = playbook;

  for (const block of document.querySelectorAll("main pre")) {
    const button = make("button", { type: "button", class: "btn copy" }, "Copy");
    const said = make("span", { class: "vh", role: "status" });
    const holder = make("div", { class: "copied" });
    block.replaceWith(holder);
    holder.append(block, button, said);
    button.addEventListener("click", async () => {
      const done = await copy(block.textContent);
      button.textContent = done ? "Copied" : "Not copied";
      said.textContent = done ? "The code is copied." : "The browser did not allow the copy.";
      setTimeout(() => {
        button.textContent = "Copy";
        said.textContent = "";
      }, 2500);
    });
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text); /* no clipboard in a page that is opened from a folder */
    }
  }

  function copyBySelection(text) {
    const field = make("textarea", { class: "vh", readonly: "", tabindex: "-1" });
    const focused = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus();
    return done;
  }
})();
