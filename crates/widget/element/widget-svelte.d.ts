// `guildhall/widget/svelte`: the widget, and its tag in Svelte's markup.

import type { HTMLAttributes } from "svelte/elements";
import type { GuildhallMember, GuildhallMemberListeners, GuildhallMemberProperties } from "./widget.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "guildhall-member": HTMLAttributes<GuildhallMember> & GuildhallMemberProperties & GuildhallMemberListeners;
  }
}

export * from "./widget.js";
