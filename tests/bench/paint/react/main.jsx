// Fetches the two documents, and shows the page or takes over the one that is there.
import { createRoot, hydrateRoot } from "react-dom/client";
import { App } from "./App.jsx";
import "virtual:/style.css";

const read = (name) => fetch(`community/${name}.json`).then((answer) => answer.json());
const [charter, catalogue] = await Promise.all([read("charter"), read("catalogue")]);
const root = document.getElementById("hall");
const app = <App documents={{ charter, catalogue }} />;
if (root.hasChildNodes()) hydrateRoot(root, app);
else createRoot(root).render(app);
