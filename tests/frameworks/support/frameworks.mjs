// The frameworks in which the widget is tested.

/**
 * `folder` has the scenes, `heading` is where the guide speaks of it. `trustsTypes` is whether it works where the page's policy
 * has `require-trusted-types-for 'script'`; `cannot` names questions of the sixteen that it answers otherwise, whatever the
 * element. `packages` says which package is meant by a name; `critic` is one that says while one develops what does not fit together,
 * where a framework does not by itself.
 */
export const FRAMEWORKS = [
  { name: "React 19", folder: "react" },
  { name: "Vue 3", folder: "vue" },
  { name: "Svelte 5", folder: "svelte" },
  // It fills templates by `innerHTML`.
  { name: "Solid 1", folder: "solid", trustsTypes: false },
  { name: "Preact 10", folder: "preact", critic: "preact/debug", packages: { preact: "preact-10" } },
  // It turns names that begin with a capital into lowercase. The element sends no events of such names.
  { name: "Preact 11", folder: "preact", critic: "preact/debug", cannot: ["an event is heard in CAPScase", "an event is heard in PascalCase"] },
  { name: "Lit 3", folder: "lit" },
].map((framework) => ({ trustsTypes: true, cannot: [], packages: {}, heading: framework.name.replace(/ \d+$/, ""), ...framework }));
