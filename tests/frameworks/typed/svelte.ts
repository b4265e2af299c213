// What Svelte's language tools ask of each tag in the markup.

import type {} from "guildhall/widget/svelte";
import type { SvelteHTMLElements } from "svelte/elements";

type Tag = SvelteHTMLElements["guildhall-member"];

export const standing: Tag = {
  view: "standing",
  count: 3,
  hidden: false,
  class: "panel",
  when: { tierRank: { $gte: 2 } },
  glance: { guildhall: 1, tier: { name: "Reader" } },
  onclick: ({ currentTarget }) => void currentTarget.refresh(),
  "onguildhall-select": (event) => console.log(event.detail.item ?? event.detail.href),
};

// @ts-expect-error: there is no such view
export const odd: Tag = { view: "crad" };
// @ts-expect-error: there is no such event
export const deaf: Tag = { "onguildhall-selected": () => {} };
// @ts-expect-error: a glance has a form
export const blind: Tag = { glance: {} };
