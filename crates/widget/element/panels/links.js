import { addressOf } from "../place.js";

/** The address of the hall: what the attribute says, or the folder above the charter's; `none` for none. */
export const hallOf = ({ app }, charter) =>
  app === "none" ? null : (app && addressOf(app)) || addressOf("../", charter);

/** The addresses of items, by the attribute's template with `{item}` in it; `none` for none. */
export function itemsOf({ links }, hall) {
  const template = links || (hall && `${hall.replace(/\/?$/, "/")}library/{item}`);
  return (item) => (template && template !== "none" ? template.replaceAll("{item}", encodeURIComponent(item)) : null);
}
