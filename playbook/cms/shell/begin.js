/* Before Decap is loaded: it begins when `edit.js` says so, and asks nobody who they are: only this machine is
   answered. */
(function () {
  "use strict";

  window.CMS_MANUAL_INIT = true;
  try {
    localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
  } catch {
    /* Not allowed: then Decap asks for a click. */
  }
})();
