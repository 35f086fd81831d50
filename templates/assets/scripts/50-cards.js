/* The cards of links: what draws them is loaded when the first link with a card is reached. */
(function () {
  "use strict";
  const { load, readIndex, nameTarget } = playbook;
  const HAS_CARD = /^(initiative|metric|person|department)\//;
  const STARTS = ["pointerover", "focusin", "pointerdown"];
  const main = document.querySelector("main");
  if (!main || document.documentElement.dataset.search === "none") return;

  /* The link with a card that something lies in; none for a link to the page itself. */
  playbook.findCardLink = function (target) {
    const link = target instanceof Element ? target.closest("main a[href]") : null;
    const url = link ? nameTarget(link) : "";
    return HAS_CARD.test(url) && url !== nameTarget(location) ? link : null;
  };

  async function begin(event) {
    const isTouch = event.pointerType === "touch"; /* whose "pointerover" comes before its "pointerdown" */
    if ((isTouch && event.type === "pointerover") || !playbook.findCardLink(event.target)) return;
    for (const name of STARTS) main.removeEventListener(name, begin);
    let isHeld = true;
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, () => { isHeld = false; }, { once: true });
    }
    try {
      const index = await readIndex();
      await load(index.cards);
      playbook.startCards(index, isHeld ? event : null);
    } catch {
      /* Without an index a link is a link. */
    }
  }

  for (const name of STARTS) main.addEventListener(name, begin);
})();
