// Bundles of a framework's scenes, and of what the guide shows of it, as its users make them: for pages and for a server.

import { cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { example } from "./guide.mjs";

const ROOT = new URL("../../../", import.meta.url);
const HERE = new URL("../", import.meta.url);
const HOME = new URL("target/frameworks/", ROOT);
const path = (url) => fileURLToPath(url);

const STAGE = JSON.stringify(path(new URL("support/stage.js", HERE)));
const onStage = (scenes) => `${scenes}\nimport { mount } from "./client";\nimport { furnish } from ${STAGE};\nfurnish(scenes, mount);\n`;

/** What is built: in which mode, from what, and whether in place of the package's widget the page has the script tag. */
const BUNDLES = {
  scenes: { mode: "production", entry: onStage('import * as scenes from "./scenes";') },
  guide: { mode: "production", entry: onStage('import * as scenes from "./shown";') },
  // Frameworks say what does not fit together only while one develops.
  rendered: { mode: "development", entry: onStage('import * as scenes from "./rendered";'), hasTag: true },
  server: {
    mode: "development",
    entry: 'import { Standing } from "./rendered";\nimport * as server from "./server";\n'
      + 'export const render = (props) => server.render(Standing, props);\nexport const { preface = () => "" } = server;\n',
  },
};

const homeOf = ({ name }) => new URL(`${name.replace(" ", "-").toLowerCase()}/`, HOME);
/** Where the bundles of a framework lie: `scenes.js`, `guide.js` and `rendered.js` for pages, `server.js` for Node.js. */
export const built = (framework) => new URL("built/", homeOf(framework));

/** Makes the folder that a user of the framework would have: their sources, the guide's component, and the package. */
async function furnish(framework) {
  const { folder, heading, critic } = framework;
  const home = homeOf(framework);
  await rm(home, { recursive: true, force: true });
  await cp(new URL(`${folder}/`, HERE), home, { recursive: true });
  await mkdir(new URL("node_modules/", home));
  await symlink(path(new URL("dist/js/", ROOT)), path(new URL("node_modules/guildhall", home)));
  for (const [name, isRendered] of [["shown", false], ["rendered", true]]) {
    const { code, ending } = await example(heading, { isRendered });
    const file = `${name}-component.${ending}`;
    await writeFile(new URL(file, home), code);
    // One that is a file of its own has no name but the one it is given.
    const what = /^(vue|svelte)$/.test(ending) ? "{ default as Standing }" : "{ Standing }";
    await writeFile(new URL(`${name}.js`, home), `export ${what} from "./${file}";\n`);
  }
  for (const [name, { entry, mode }] of Object.entries(BUNDLES)) {
    const critical = critic && mode === "development" ? `import "${critic}";\n` : "";
    await writeFile(new URL(`${name}-entry.js`, home), critical + entry);
  }
  return home;
}

/** Lets everything that is built find the packages of the frameworks. */
export async function linkPackages() {
  await mkdir(HOME, { recursive: true });
  const link = symlink("../../tests/frameworks/node_modules", path(new URL("node_modules", HOME)));
  await link.catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
}

/** Builds everything of one framework. */
export async function bundle(framework) {
  const home = await furnish(framework);
  const { default: settings } = await import(new URL("vite.config.js", home));
  for (const [name, { mode, hasTag }] of Object.entries(BUNDLES)) {
    process.env.NODE_ENV = mode;
    await build({
      ...settings,
      configFile: false,
      root: path(home),
      base: "./",
      mode,
      logLevel: "warn",
      define: { "process.env.NODE_ENV": JSON.stringify(mode) },
      resolve: {
        alias: { ...framework.packages, ...(hasTag && { "guildhall/widget": "data:text/javascript," }) },
        extensions: [".js", ".jsx", ".svelte.js"],
      },
      ssr: { noExternal: true },
      build: {
        ssr: name === "server",
        outDir: path(built(framework)),
        emptyOutDir: false,
        minify: false,
        modulePreload: false,
        rolldownOptions: { input: { [name]: path(new URL(`${name}-entry.js`, home)) }, output: { entryFileNames: "[name].js" } },
      },
    });
  }
}
