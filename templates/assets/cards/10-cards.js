/* Loaded when the first link with a card is reached, see scripts/50-cards.js.
   A card with the essentials of the page that a link leads to. It opens when the pointer rests on the link
   or the keyboard reaches it, stays while the pointer is on the link or the card, and closes on Escape.
   On a screen that is touched a tap follows the link as ever; a long press opens the card, with two links. */
playbook.startCards = function (index, first) {
  "use strict";
  const { make, describe, findCardLink, drawGlyph, nameTarget } = playbook;
  const REST = 350;
  const LEAVE = 200;
  const PRESS = 500;
  const card = make("div", { class: "card", id: "at.card", hidden: "" });
  let opened = null; /* the link whose card is open */
  let timer = 0;
  let pressed = null;

  const findLink = (target) => (card.contains(target) ? null : findCardLink(target));

  function wait(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }

  async function open(link, isTouch) {
    let page;
    try {
      page = await describe(nameTarget(link));
    } catch {
      return; /* without an index a link is a link */
    }
    if (!page || !link.isConnected || (pending !== link && !isTouch)) return;
    close();
    fill(page, isTouch ? link : null);
    opened = link;
    if (!card.isConnected) document.querySelector("main").append(card);
    card.hidden = false;
    position(link);
    if (!isTouch) link.setAttribute("aria-describedby", card.id);
  }

  function close() {
    clearTimeout(timer);
    if (opened) opened.removeAttribute("aria-describedby");
    opened = null;
    card.hidden = true;
  }

  function fill(page, link) {
    const head = make("p", { class: "cardhead" });
    if (page.steps) head.append(drawGlyph(page, index.cells), " ");
    head.append(make("strong", {}, page.title));
    if (page.draft) head.append(" ", make("span", { class: "tag" }, "Draft"));
    const lines = [head];
    if (page.health) lines.push(make("p", { class: `health h-${page.word} t-${page.tone}` }, page.health));
    if (page.summary) lines.push(make("p", {}, page.summary));
    const facts = [page.note, page.reading].filter(Boolean);
    if (facts.length) lines.push(make("p", { class: "quiet" }, facts.join(" · ")));
    if (link) lines.push(listWays(link));
    card.setAttribute("role", link ? "dialog" : "tooltip");
    if (link) card.setAttribute("aria-label", page.title);
    else card.removeAttribute("aria-label");
    card.replaceChildren(...lines);
  }

  const listWays = (link) => make("p", { class: "cardways" },
    make("a", { class: "btn", href: link.href }, "Open"),
    make("a", { class: "btn", href: link.href, target: "_blank", rel: "noopener" }, "Open in a new tab"));

  /* Below the link, or above it where there is no room; never beside the page. */
  function position(link) {
    const box = link.getClientRects()[0] || link.getBoundingClientRect();
    const view = document.documentElement;
    const left = Math.max(8, Math.min(box.left, view.clientWidth - card.offsetWidth - 8));
    const isAbove = box.bottom + card.offsetHeight + 8 > view.clientHeight && box.top > card.offsetHeight + 8;
    const top = isAbove ? box.top - card.offsetHeight - 4 : box.bottom + 4;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  let pending = null; /* the link on which the pointer or the focus rests */

  function rest(link) {
    if (link === opened) return clearTimeout(timer);
    pending = link;
    return wait(() => open(link, false), REST);
  }

  function leave() {
    pending = null;
    wait(close, LEAVE);
  }

  function reach(event) {
    if (event.pointerType === "touch") return;
    const link = findLink(event.target);
    if (link) rest(link);
    else if (card.contains(event.target)) clearTimeout(timer);
    else if (pending || opened) leave();
  }

  function focus(event) {
    const link = event.target.matches(":focus-visible") ? findLink(event.target) : null;
    const isHere = event.target === opened || card.contains(event.target);
    if (link) rest(link);
    else if (!isHere && (pending || opened)) leave();
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pending = null;
    close();
  });

  /* Touch */
  const release = () => {
    clearTimeout(pressed);
    pressed = null;
  };
  function touch(event) {
    if (opened && !card.contains(event.target)) close();
    const link = event.pointerType === "touch" ? findLink(event.target) : null;
    release();
    if (link) pressed = setTimeout(() => press(link), PRESS);
  }

  for (const name of ["pointermove", "pointerup", "pointercancel"]) addEventListener(name, (event) => {
    if (name !== "pointermove" || Math.hypot(event.movementX, event.movementY) > 4) release();
  });

  let held = null; /* the link that was pressed long: lifting the finger does not follow it */
  function press(link) {
    release();
    held = link;
    open(link, true);
  }
  addEventListener("contextmenu", (event) => {
    const link = findLink(event.target);
    if (!link || !(pressed || held === link)) return;
    event.preventDefault(); /* the browser's own menu for a long press */
    if (pressed) press(link);
  });
  addEventListener("click", (event) => {
    const link = findLink(event.target);
    if (held && link === held) event.preventDefault();
    held = null;
  }, true);

  const handlers = { pointerover: reach, focusin: focus, pointerdown: touch };
  for (const [name, handle] of Object.entries(handlers)) addEventListener(name, handle);
  const reached = first && findLink(first.target);
  if (reached && (first.type === "pointerdown" || reached.matches(":hover, :focus"))) handlers[first.type](first);
};
