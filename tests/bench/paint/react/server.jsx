// Renders the page where there is no browser.
import { renderToString } from "react-dom/server";
import { App } from "./App.jsx";

export const render = (documents) => renderToString(<App documents={documents} />);
