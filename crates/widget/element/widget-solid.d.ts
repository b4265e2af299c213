// `guildhall/widget/solid`: the widget, and its tag in Solid's JSX.

import type { JSX } from "solid-js";
import type { GuildhallMember, GuildhallMemberAttributes, GuildhallMemberEventMap, GuildhallMemberProperties } from "./widget.js";

type Properties = { [Name in keyof GuildhallMemberProperties as `prop:${Name}`]: GuildhallMemberProperties[Name] };
type Listeners = { [Name in keyof GuildhallMemberEventMap as `on:${Name}`]?: ((event: GuildhallMemberEventMap[Name]) => unknown) | undefined };

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "guildhall-member": JSX.HTMLAttributes<GuildhallMember> & GuildhallMemberAttributes & Properties & Listeners;
    }
  }
}

export * from "./widget.js";
