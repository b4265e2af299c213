// `guildhall/widget/react`: the widget, and its tag in React's JSX.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { GuildhallMember, GuildhallMemberListeners, GuildhallMemberProperties } from "./widget.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "guildhall-member": DetailedHTMLProps<HTMLAttributes<GuildhallMember>, GuildhallMember> & GuildhallMemberProperties & GuildhallMemberListeners;
    }
  }
}

export * from "./widget.js";
