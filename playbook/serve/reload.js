/* Reloads a page of the preview when what it shows has changed, and keeps the reader's place. */
(function () {
  "use strict";

  const own = document.currentScript;
  const seen = own.dataset.seen;
  const isMessage = own.dataset.message === "yes";
  const key = "playbook-place " + location.pathname;
  const PARTS = "main :is(h1, h2, h3, h4, p, li, tr, dt, dd, pre, figure, summary, svg)";
  const APART = "nav, aside, header, footer"; /* what may stand still while the page moves */
  const MOST = 60;
  let source = null;
  let isReloading = false;

  function name(part) {
    return part.id ? "#" + part.id : part.localName + " " + part.textContent.trim().slice(0, 200);
  }

  /* What stands in the window now: any one of these parts tells the place, if it is still there afterwards. */
  function findParts() {
    const found = [];
    for (const part of document.querySelectorAll(PARTS)) {
      const box = part.closest(APART) ? {} : part.getBoundingClientRect();
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

  /* How far down the page the window must begin, as most of the parts say that stood in it. */
  function findTop(place) {
    const now = new Map();
    for (const part of document.querySelectorAll(PARTS)) {
      const named = name(part);
      if (!now.has(named)) now.set(named, []);
      now.get(named).push(scrollY + part.getBoundingClientRect().top);
    }
    const votes = new Map();
    for (const part of place.parts) {
      const tops = (now.get(part.name) || []).map((top) => Math.round(top - part.top));
      tops.sort((a, b) => Math.abs(a - place.y) - Math.abs(b - place.y));
      if (tops.length) votes.set(tops[0], (votes.get(tops[0]) || 0) + 1);
    }
    const most = Math.max(...votes.values());
    const found = [...votes].find(([, count]) => count === most);
    return found ? found[0] : place.y;
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
    });
  }

  function reload() {
    isReloading = true;
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

  /* The browser would put back the old number of pixels after we have found the place again: it may do so only
     for a page that is left by the reader. */
  function leave() {
    stopListening();
    if (!isReloading) history.scrollRestoration = "auto";
  }

  const place = isMessage ? null : takePlace();
  if (place) restore(place);
  listen();
  /* A browser opens few connections to one place: pages that nobody looks at let go of theirs. */
  document.addEventListener("visibilitychange", () => (document.hidden ? stopListening() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
})();
