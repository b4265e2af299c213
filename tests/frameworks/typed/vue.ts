// What Vue's language tools ask of each tag in a template.

import type {} from "guildhall/widget/vue";
import type { GlobalComponents } from "vue";

type Tag = InstanceType<GlobalComponents["guildhall-member"]>["$props"];

export const standing: Tag = {
  view: "standing",
  count: 3,
  hidden: false,
  class: "panel",
  when: { tierRank: { $gte: 2 } },
  glance: { guildhall: 1, tier: { name: "Reader" } },
  "onGuildhall-select": (event) => console.log(event.detail.item ?? event.detail.href),
};

// @ts-expect-error: there is no such view
export const odd: Tag = { view: "crad" };
// @ts-expect-error: a glance has a form
export const blind: Tag = { glance: {} };
