/* What folds on narrow screens alone stands open on wide ones; the style sheet does it where the browser can. */
(function () {
  "use strict";

  if (CSS.supports("selector(details::details-content)")) return;
  if (matchMedia("(max-width: 44rem)").matches) return;
  for (const each of document.querySelectorAll("details.fold")) each.open = true;
})();
