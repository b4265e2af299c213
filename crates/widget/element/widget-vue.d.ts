// `guildhall/widget/vue`: the widget, and its tag in Vue's templates.

import type { DefineComponent, EmitsToProps, HTMLAttributes } from "vue";
import type { GuildhallMemberEventMap, GuildhallMemberProperties } from "./widget.js";

type Emits = { [Name in keyof GuildhallMemberEventMap]: (event: GuildhallMemberEventMap[Name]) => unknown };

declare module "vue" {
  interface GlobalComponents {
    "guildhall-member": DefineComponent<GuildhallMemberProperties & HTMLAttributes & EmitsToProps<Emits>>;
  }
}

export * from "./widget.js";
