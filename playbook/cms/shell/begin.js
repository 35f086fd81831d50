/* Before Decap is loaded: it begins when `edit.js` says so, and asks nobody who they are: only this machine is
   answered. What it keeps of texts that were not saved it offers to bring back, and does not: so nothing is kept.
   (Whoever leaves a form that is not saved is asked first.) */
(function () {
  "use strict";

  window.CMS_MANUAL_INIT = true;
  indexedDB.deleteDatabase("localforage");
  try {
    localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
  } catch {
    /* Not allowed: then Decap asks for a click. */
  }
})();
