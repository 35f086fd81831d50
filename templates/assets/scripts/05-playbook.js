/* What the parts of this script share: elements, files that are loaded late, the index of the site.
   Everything here is enhancement: a page reads and leads on without it. No text becomes markup. */
const playbook = (function () {
  "use strict";
  const root = new URL(document.documentElement.dataset.root || ".", location.href);
  const loading = new Map();
  const taken = new Map();

  /* An element with its attributes; a text among the children stays a text. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  /* The address of something in the site, from this page. */
  const locate = (path) => new URL(path, root).href;

  /* A folder that is opened without a server allows scripts and nothing else: so everything is one. */
  function load(path) {
    if (!loading.has(path)) {
      loading.set(path, new Promise((resolve, reject) => {
        const script = make("script", { src: locate(path) });
        script.onload = resolve;
        script.onerror = () => {
          loading.delete(path);
          script.remove();
          reject(new Error(`${path} cannot be loaded`));
        };
        document.head.append(script);
      }));
    }
    return loading.get(path);
  }

  /* Called by the files below search/. */
  const take = (name, value) => taken.set(name, value);

  async function read(name, path) {
    await load(path);
    return taken.get(name);
  }

  const readIndex = () => read("index", "search/index.js");

  /* The number of a shard: FNV-1a of the address, as playbook/search/split.py has it. */
  function hash(url) {
    let value = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(url)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
    return value;
  }

  /* What the index says of one page; undefined when it knows no such page. */
  async function describe(url) {
    const index = await readIndex();
    const number = hash(url) % index.titles.length;
    const shard = await read(`titles-${number}`, index.titles[number]);
    return shard[url];
  }

  /* The address of a link within the site, without query and fragment; "" when it leads elsewhere. */
  function nameTarget(link) {
    const plain = link.href.split(/[?#]/)[0];
    return plain.startsWith(root.href) ? plain.slice(root.href.length) : "";
  }

  function place(markup, x, y) {
    const holder = document.createElement("template");
    holder.innerHTML = markup; /* drawn by the build, never an author's */
    const cell = holder.content.firstChild;
    cell.setAttribute("x", x);
    cell.setAttribute("y", y);
    return cell;
  }

  /* The step glyph, put together from its cells as playbook/chart/glyph.py does. */
  function drawGlyph(entry, cells) {
    const wide = entry.steps.length * 17 - 3;
    const glyph = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const attributes = { class: "glyph", width: wide, height: 20, viewBox: `0 0 ${wide} 20`,
      role: "img", "aria-label": entry.stepsText };
    for (const [key, value] of Object.entries(attributes)) glyph.setAttribute(key, value);
    entry.steps.forEach((name, n) => glyph.append(place(cells[name], n * 17, 0)));
    if (entry.caret) glyph.append(place(cells.caret, (entry.caret - 1) * 17, 12.5));
    return glyph;
  }

  /* Letters without their marks, for comparing: Müller and muller are one. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /* Whether somebody is writing, so that a letter is no command. */
  const isWriting = (target) =>
    target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);

  return { make, locate, load, read, readIndex, take, describe, nameTarget, drawGlyph, fold, isWriting };
})();
