// Starts the app. The build bundles this with the glue it imports, so that the page's one script can
// carry its integrity, and puts the WebAssembly's real name in.
import init from "./guildhall-app.js";

init().catch((error) => {
  console.error(error);
  document.getElementById("cannot-start")?.removeAttribute("hidden");
});
