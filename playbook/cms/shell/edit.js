/* Begins Decap with words for a file on this machine, and tells what the check finds on the page in the form. */
(function () {
  "use strict";

  const WAIT = 400;
  const panel = document.createElement("aside");
  let asked = 0;

  panel.className = "found";
  panel.setAttribute("aria-live", "polite");
  panel.setAttribute("aria-label", "What the check finds on this page");
  panel.hidden = true;

  CMS.registerLocale("playbook", {
    app: { header: { content: "Pages", media: "Files", quickAdd: "New page" } },
    collection: {
      sidebar: { collections: "Pages" },
      collectionTop: { newButton: "New: %{collectionLabel}" },
      entries: { noEntries: "No pages", loadingEntries: "Reading the pages…" },
    },
    editor: {
      editor: {
        onDeletePublishedEntry: "Delete this page? Its file is deleted.",
        onDeleteWithUnsavedChanges: "Delete this page, and what is not saved? Its file is deleted.",
      },
      editorToolbar: {
        backCollection: "%{collectionLabel}",
        changesSaved: "Saved",
        unsavedChanges: "Not saved yet",
        publish: "Save",
        publishing: "Saving…",
        published: "Saved",
        publishNow: "Save",
        publishAndCreateNew: "Save, and begin another page",
        publishAndDuplicate: "Save, and begin a copy",
        duplicate: "Begin a copy",
        deleteEntry: "Delete",
        deletePublishedEntry: "Delete",
        deployPreviewButtonLabel: "Show the page",
        deployButtonLabel: "Show the page",
      },
      editorWidgets: { datetime: { now: "Today", setToNow: "Set %{fieldLabel} to today" } },
    },
    ui: { toast: { entrySaved: "Saved", entryPublished: "Saved", entryDeleted: "Deleted" } },
  });

  /* Which page the form shows, by the address: #/collections/metrics/entries/quote-time */
  function findOpen() {
    const found = /^#\/collections\/([^/]+)\/entries\/(.+)$/.exec(location.hash);
    return found ? { collection: decodeURIComponent(found[1]), slug: decodeURIComponent(found[2]) } : null;
  }

  function make(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function show(told) {
    const link = make("a", "Show the page");
    link.href = told.url;
    link.target = "_blank";
    const count = told.findings.length;
    const head = make("summary", count === 0 ? "Nothing found on this page" : count + " found on this page");
    const list = document.createElement("ul");
    for (const each of told.findings) {
      const item = make("li", "", each.severity);
      item.append(make("strong", each.severity + " "), each.message);
      if (each.help) item.append(make("small", each.help));
      list.append(item);
    }
    const whole = document.createElement("details");
    whole.open = panel.querySelector("details")?.open ?? innerWidth > 900;
    whole.append(head, list, link);
    panel.replaceChildren(whole);
    panel.hidden = false;
  }

  /* Asks what is found; after a save for the build that follows on `after`. */
  async function ask(after) {
    const open = findOpen();
    const number = ++asked;
    if (!open) {
      panel.hidden = true;
      return;
    }
    const query = new URLSearchParams({ ...open, after: String(after) });
    try {
      const response = await fetch("findings?" + query);
      const told = await response.json();
      if (number !== asked) return;
      if (told.findings) show(told);
      else panel.hidden = true;
      panel.dataset.number = told.number ?? 0;
    } catch {
      panel.hidden = true;
    }
  }

  CMS.registerEventListener({
    name: "postSave",
    handler: () => void setTimeout(ask, WAIT, Number(panel.dataset.number || 0)),
  });
  CMS.init();
  document.body.append(panel);
  addEventListener("hashchange", () => ask(0));
  ask(0);
})();
