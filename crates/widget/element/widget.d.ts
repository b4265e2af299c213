// The types of `guildhall/widget`: the element, its properties, attributes and events.

import type { Hall } from "./guildhall.js";

/** A text in the languages of the interface; a page in a third language shows the English one. */
export interface Said {
  en: string;
  zh: string;
}

/** Lines in the languages of the interface. */
export interface Lines {
  en: string[];
  zh: string[];
}

/** What can be shown of a member without computing anything, as `hall.glance()` answers it. */
export interface Glance {
  /** Its form. */
  guildhall: 1;
  /** The moment it is true of. */
  at?: string;
  community?: { id?: string; name?: Said | string | null; mark?: string | null; accent?: string | null };
  member?: { name?: string | null; number?: string | null; since?: string | null; until?: string | null };
  score?: { total: number | null; activity?: number; contribution?: number };
  points?: number | null;
  tier?: { id?: string; rank?: number; of?: number; name?: Said | string | null };
  labels?: Array<Said | string>;
  next?: { name: Said | string; progress: number; missing?: Lines } | null;
  benefits?: Array<{
    id: string;
    kind: string;
    name: Said | string;
    detail?: Said | string | null;
    open: boolean;
    missing?: Lines | null;
    link?: string | null;
  }>;
  shelf?: Array<{
    item: string;
    title: Said | string;
    by?: Said | string | null;
    kind?: string;
    minutes?: number | null;
    reason?: Said | string | null;
    share?: number | null;
    link?: string | null;
  }> | null;
  /** What conditions ask for. */
  attributes?: Record<string, unknown>;
}

export type View = "card" | "standing" | "shelf" | "benefits" | "gate";
export type Mode = "full" | "card" | "frame";

/** Attributes as HTML and JSX have them. */
export interface GuildhallMemberAttributes {
  view?: View | undefined;
  mode?: Mode | undefined;
  /** Of a shelf or of benefits, 1 to 24. */
  count?: number | string | undefined;
  charter?: string | undefined;
  catalogue?: string | undefined;
  model?: string | undefined;
  member?: string | undefined;
  /** The short form (`tier>=2`) or a condition as JSON; as a property also an object. */
  when?: string | object | undefined;
  item?: string | undefined;
  links?: string | undefined;
  app?: string | undefined;
  community?: string | undefined;
  name?: string | undefined;
  tier?: string | undefined;
  score?: number | string | undefined;
  number?: string | undefined;
  since?: string | undefined;
  points?: number | string | undefined;
  accent?: string | undefined;
}

/** The element's own events, all of which bubble, through shadow roots too. */
export interface GuildhallMemberEventMap {
  /** It shows what it is going to show, and from where. */
  "guildhall-ready": CustomEvent<{ mode: Mode }>;
  /** Something changed, here or elsewhere, and is shown. */
  "guildhall-change": CustomEvent<{ reason: string; events: number }>;
  /** A gate opened or shut. */
  "guildhall-gate": CustomEvent<{ open: boolean }>;
  /** A link was pressed; `preventDefault()` keeps the page from following it. */
  "guildhall-select": CustomEvent<{ item: string | null; href: string }>;
  /** Something is wrong; what was known last stays. */
  "guildhall-error": CustomEvent<{ code: string; message: string }>;
}

/** What frameworks hand to the element: attributes, and what only a property can hold. */
export interface GuildhallMemberProperties extends GuildhallMemberAttributes {
  glance?: Glance | null | undefined;
}

/** Listeners as React, Preact and Svelte have them in their markup: `onguildhall-select` and so on. */
export type GuildhallMemberListeners = {
  [Name in keyof GuildhallMemberEventMap as `on${Name}`]?: ((event: GuildhallMemberEventMap[Name]) => unknown) | undefined;
};

/** `<guildhall-member>`. Of an attribute that is not there, its property is the usual value, or an empty text. */
export class GuildhallMember extends HTMLElement {
  view: View;
  mode: Mode;
  count: number;
  charter: string;
  catalogue: string;
  model: string;
  member: string;
  get when(): string | object;
  set when(condition: string | object | null);
  item: string;
  links: string;
  app: string;
  community: string;
  name: string;
  tier: string;
  get score(): string;
  set score(score: number | string | null);
  number: string;
  since: string;
  get points(): string;
  set points(points: number | string | null);
  accent: string;
  /** What is shown. Set one to show it instead of what the hall says, or `null` to go back to that. */
  get glance(): Glance | null;
  set glance(glance: Glance | null);
  /** The open hall; opens it if need be. */
  hall(): Promise<Hall>;
  /** Looks again, also where the hall could not be reached before. */
  refresh(): Promise<void>;
  addEventListener<Name extends keyof GuildhallMemberEventMap>(
    type: Name,
    listener: (this: GuildhallMember, event: GuildhallMemberEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: GuildhallMember, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "guildhall-member": GuildhallMember;
  }
  interface HTMLElementEventMap extends GuildhallMemberEventMap {}
}
