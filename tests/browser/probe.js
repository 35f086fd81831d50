// Measures an open page; each question answers with a list of words, empty when nothing is wrong.
window.probe = (() => {
  const name = (element) => {
    const home = (element.parentElement ?? element).closest("[id], [class]") ?? document.body;
    const words = (element.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ");
    const place = `${home.localName}${home.id ? "#" + home.id : "." + home.classList}`;
    return `${element.localName}.${element.classList} in ${place} “${words.slice(0, 50)}”`;
  };
  // The browser takes the parts of a drawing that is not displayed for visible.
  const isDrawn = (element) => {
    for (let each = element; each instanceof SVGElement; each = each.parentElement) {
      if (getComputedStyle(each).display === "none") return false;
    }
    return true;
  };
  const shown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && isDrawn(element);
  const round = (box) => [box.left, box.top, box.right, box.bottom].map(Math.round).join(" ");
  const tall = () => document.scrollingElement.scrollHeight;

  // What only a screen reader has: cut to a pixel.
  const isHiddenFromSight = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const box = each.getBoundingClientRect();
      if (box.width <= 1.5 && box.height <= 1.5 && getComputedStyle(each).position === "absolute") return true;
      if (getComputedStyle(each).clipPath.startsWith("inset(5")) return true;
    }
    return false;
  };

  // Text that is left out on purpose, with an ellipsis that says so.
  const isShortened = (style) => style.textOverflow === "ellipsis" || !/none|^$/.test(style.webkitLineClamp);

  // The part of a box that its ancestors let through, and the nearest one that cuts it off without a word.
  const see = (element, box) => {
    let { left, top, right, bottom } = box, cutter = null;
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      const hidesX = /hidden|clip/.test(style.overflowX), hidesY = /hidden|clip/.test(style.overflowY);
      if (each instanceof SVGElement || !(hidesX || hidesY)) continue;
      const outer = each.getBoundingClientRect();
      const cutsX = hidesX && (left < outer.left - 1 || right > outer.right + 1);
      const cutsY = hidesY && (top < outer.top - 3 || bottom > outer.bottom + 3);
      if ((cutsX || cutsY) && !isShortened(style)) cutter ??= each;
      if (hidesX) [left, right] = [Math.max(left, outer.left), Math.min(right, outer.right)];
      if (hidesY) [top, bottom] = [Math.max(top, outer.top), Math.min(bottom, outer.bottom)];
    }
    return { box: { left, top, right, bottom, width: right - left, height: bottom - top }, cutter };
  };

  const texts = function* (root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, style, title, desc, noscript, option")) continue;
      if (!shown(element) || isHiddenFromSight(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1) yield { element, ...see(element, box) };
      }
    }
  };

  const scrolls = (element) => {
    for (let each = element; each; each = each.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth) return true;
    }
    return false;
  };

  // The page can be scrolled sideways, or hides that it is too wide.
  const sideways = () => {
    const page = document.scrollingElement;
    const found = [];
    if (page.scrollWidth > page.clientWidth) found.push(`${page.scrollWidth} px wide on ${page.clientWidth}`);
    for (const element of [page, document.body]) {
      if (/hidden|clip/.test(getComputedStyle(element).overflowX)) found.push(`${element.localName} hides it`);
    }
    return found;
  };

  // Text that is cut off: outside of the window, or of a box that hides what does not fit.
  const clipped = () => {
    const found = [];
    const width = document.scrollingElement.clientWidth;
    for (const { element, box, cutter } of texts(document.body)) {
      if (element.closest("dialog, [popover], .skip") || scrolls(element)) continue;
      if (box.left < -1 || box.right > width + 1) found.push(`${name(element)} leaves the window: ${round(box)}`);
      if (cutter) found.push(`${name(element)} is cut by ${name(cutter)}`);
    }
    return found;
  };

  // Two boxes share more than a hair.
  const meet = (a, b, x, y) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > x
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > y;

  const pairs = function* (items) {
    items.sort((a, b) => a.box.top - b.box.top);
    for (let i = 0; i < items.length; i++) {
      for (let j = i + 1; j < items.length && items[j].box.top < items[i].box.bottom; j++) {
        yield [items[i], items[j]];
      }
    }
  };

  // Words that lie upon other words.
  const overlapping = () => {
    const items = [...texts(document.body)].filter(({ element, box }) =>
      box.width > 1 && box.height > 6 && !element.closest("dialog, [popover], .skip"));
    return [...pairs(items)]
      .filter(([a, b]) => a.element !== b.element)
      .filter(([a, b]) => meet(a.box, b.box, 1, Math.min(a.box.height, b.box.height) * 0.45))
      .map(([a, b]) => `${name(a.element)} on ${name(b.element)}: ${round(a.box)}, ${round(b.box)}`);
  };

  // Labels of a chart that touch one another or leave the picture, with the margins that its figure gives it.
  const labels = () => {
    const found = [];
    for (const chart of document.querySelectorAll("svg.fx")) {
      if (!shown(chart) || isHiddenFromSight(chart)) continue;
      const frame = (chart.closest("figure") ?? chart).getBoundingClientRect();
      const items = [...chart.querySelectorAll("text")].filter(shown)
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      for (const { element, box } of items) {
        const isOut = box.left < frame.left - 1 || box.right > frame.right + 1
          || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
        if (isOut) found.push(`${name(element)} leaves the chart: ${round(box)} of ${round(frame)}`);
      }
      for (const [a, b] of pairs(items)) {
        if (meet(a.box, b.box, 0.5, 2)) found.push(`${name(a.element)} touches ${name(b.element)}`);
      }
    }
    return found;
  };

  const CONTROLS = "a[href], button, input, select, textarea, summary, [role=button], [tabindex='0']";
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter((each) => shown(each) && !each.disabled);

  // Whether a finger that lands half a size away from the middle still meets the element.
  const catches = (element, size) => {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const box = element.getBoundingClientRect();
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2, half = size / 2 - 0.5;
    const steps = [[0, -half], [0, half], [-half, 0], [half, 0]];
    return steps.every(([dx, dy]) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return hit && (element.contains(hit) || hit.contains(element) && hit.localName === "label");
    });
  };

  // Controls that are smaller than a finger needs; links in a line of text may be as high as the line.
  const small = (size) => controls()
    .filter((each) => {
      const box = each.getBoundingClientRect();
      const isInline = each.localName === "a" && getComputedStyle(each).display.startsWith("inline");
      if (isInline || each.closest("svg") || isHiddenFromSight(each)) return false;
      return (box.width < size - 0.1 || box.height < size - 0.1) && !catches(each, size);
    })
    .map((each) => `${name(each)}: ${round(each.getBoundingClientRect())}`);

  const LOOKS = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderColor"];
  const look = (element) => {
    const style = getComputedStyle(element);
    return LOOKS.map((each) => style[each]).join("; ");
  };

  // Controls that look the same whether they have the focus or not.
  const blind = () => controls()
    .filter((each) => {
      document.activeElement.blur();
      const before = look(each);
      each.focus({ focusVisible: true, preventScroll: true });
      return document.activeElement === each && look(each) === before;
    })
    .map(name);

  return { sideways, clipped, overlapping, labels, small, blind, controls, name, tall };
})();
