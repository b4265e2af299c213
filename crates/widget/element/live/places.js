import { addressOf, charterOf } from "../place.js";

/** What a hall is opened with, by what a page says of it. */
export function placesOf({ charter, catalogue, model, member }) {
  const rules = charterOf(charter);
  return {
    charter: rules,
    catalogue: (catalogue && addressOf(catalogue)) || addressOf("catalogue.json", rules),
    model: model === "none" ? false : model ? addressOf(model) : null,
    member: member || null,
  };
}
