// Builds the React page as `vite build` makes it, and once more with its markup written into it.
import react from "@vitejs/plugin-react";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/**
 * Builds into `folder`; `home` is the source of the page's component, `styles` the style sheet's text. Answers the two pages'
 * HTML and the function that gives their other files.
 */
export async function buildReact(folder, { home, styles, title, documents }) {
  const sources = { "virtual:/home.jsx": ["/virtual/home.jsx", home], "virtual:/style.css": ["/virtual/style.css", styles] };
  const virtual = {
    name: "page",
    enforce: "pre",
    resolveId: (id) => sources[id]?.[0],
    load: (id) => Object.values(sources).find(([name]) => name === id)?.[1],
  };
  const shared = { root, configFile: false, logLevel: "warn", publicDir: false, plugins: [virtual, react()] };
  const made = join(folder, "made");
  await build({ ...shared, build: { outDir: made, emptyOutDir: true } });
  const server = join(folder, "server");
  await build({
    ...shared,
    ssr: { noExternal: true },
    build: { ssr: "server.jsx", outDir: server, emptyOutDir: true, rolldownOptions: { output: { entryFileNames: "server.mjs" } } },
  });
  const { render } = await import(pathToFileURL(join(server, "server.mjs")).href);
  const client = readFileSync(join(made, "index.html"), "utf8").replace(/<title>[^<]*/, () => `<title>${title}`);
  const prerendered = client.replace('<div id="hall">', () => `<div id="hall">${render(documents)}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "prerendered.html"), prerendered);
  return { client, prerendered, file: (name) => readFileSync(join(made, name)) };
}
