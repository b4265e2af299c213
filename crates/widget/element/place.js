// Where things lie: the hall beside the script, unless an attribute says otherwise.

/** The folder `js/` of a hall's site; the versioned copies lie one folder below it. */
const SCRIPTS = new URL(SITE_SCRIPTS, import.meta.url);

const at = (address, base) => {
  try {
    return new URL(address, base).href;
  } catch {
    return null;
  }
};

/** The addresses that follow from what a page says of its charter. */
export function places({ charter, catalogue, model, app }) {
  const rules = (charter && at(charter, document.baseURI)) || at("../community/charter.json", SCRIPTS);
  return {
    charter: rules,
    catalogue: (catalogue && at(catalogue, document.baseURI)) || at("catalogue.json", rules),
    model: model === "none" ? false : model && at(model, document.baseURI),
    app: app === "none" ? null : (app && at(app, document.baseURI)) || at("../", rules),
  };
}

/** The address of an item by a template with `{item}` in it; nothing where there are to be no links. */
export const itemAddress = (template, app) => {
  const usual = app && `${app.replace(/\/?$/, "/")}library/{item}`;
  return (item) => (template === "none" ? null : (template || usual)?.replaceAll("{item}", encodeURIComponent(item)));
};
