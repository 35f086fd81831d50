/* Reloads a page of the preview when what it shows has changed, and keeps the reader's place. */
(function () {
  "use strict";

  const own = document.currentScript;
  const seen = own.dataset.seen;
  const isMessage = own.dataset.message === "yes";
  const key = "playbook-place " + location.pathname;
  const PARTS = "main :is(h1, h2, h3, h4, p, li, tr, dt, dd, pre, figure, summary, svg)";
  const MOST = 24;
  let source = null;

  function name(part) {
    return part.id ? "#" + part.id : part.localName + " " + part.textContent.trim().slice(0, 200);
  }

  /* What stands in the window now: any one of these parts tells the place, if it is still there afterwards. */
  function findParts() {
    const found = [];
    for (const part of document.querySelectorAll(PARTS)) {
      const box = part.getBoundingClientRect();
      if (box.height && box.top >= 0 && box.top < innerHeight) found.push({ name: name(part), top: box.top });
      if (found.length === MOST) break;
    }
    return found;
  }

  function keepPlace() {
    const open = [...document.querySelectorAll("details")].map((each) => each.open);
    const place = { x: scrollX, y: scrollY, parts: scrollY > 0 ? findParts() : [], open };
    try {
      sessionStorage.setItem(key, JSON.stringify(place));
    } catch {
      /* No room, or not allowed: the page then begins at its top. */
    }
  }

  function takePlace() {
    try {
      const kept = sessionStorage.getItem(key);
      sessionStorage.removeItem(key);
      return JSON.parse(kept);
    } catch {
      return null;
    }
  }

  function findTop(place) {
    const now = new Map();
    for (const part of document.querySelectorAll(PARTS)) {
      const named = name(part);
      if (!now.has(named)) now.set(named, []);
      now.get(named).push(part.getBoundingClientRect().top);
    }
    for (const part of place.parts) {
      const tops = now.get(part.name) || [];
      const moved = tops.map((top) => scrollY + top - part.top);
      moved.sort((a, b) => Math.abs(a - place.y) - Math.abs(b - place.y));
      if (moved.length) return moved[0];
    }
    return place.y;
  }

  function restore(place) {
    const folds = [...document.querySelectorAll("details")];
    if (folds.length === place.open.length) folds.forEach((each, at) => (each.open = place.open[at]));
    const go = () => scrollTo({ left: place.x, top: findTop(place), behavior: "instant" });
    const stop = new AbortController();
    const end = () => stop.abort();
    for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(kind, end, { passive: true, signal: stop.signal });
    }
    const again = () => stop.signal.aborted || go();
    go();
    addEventListener("load", () => {
      again();
      document.fonts.ready.then(again);
      history.scrollRestoration = "auto";
    });
  }

  function reload() {
    stopListening();
    if (!isMessage) keepPlace();
    history.scrollRestoration = "manual";
    location.reload();
  }

  function listen() {
    if (source || document.hidden) return;
    const asked = new URLSearchParams({ page: location.pathname, seen });
    source = new EventSource("/.playbook/events?" + asked);
    source.addEventListener("reload", reload);
  }

  function stopListening() {
    if (source) source.close();
    source = null;
  }

  const place = isMessage ? null : takePlace();
  if (place) restore(place);
  else if (!isMessage) history.scrollRestoration = "auto";
  listen();
  /* A browser opens few connections to one place: pages that nobody looks at let go of theirs. */
  document.addEventListener("visibilitychange", () => (document.hidden ? stopListening() : listen()));
  addEventListener("pagehide", stopListening);
  addEventListener("pageshow", listen);
})();
