// `guildhall/widget/preact`: the widget, and its tag in Preact's JSX.

import type { HTMLAttributes } from "preact";
import type { GuildhallMember, GuildhallMemberListeners, GuildhallMemberProperties } from "./widget.js";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "guildhall-member": HTMLAttributes<GuildhallMember> & GuildhallMemberProperties & GuildhallMemberListeners;
    }
  }
}

export * from "./widget.js";
