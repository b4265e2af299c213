// The types of `guildhall`. What stands above the line is written in `api.d.ts`; what stands below is made from the Rust sources.

/** A moment as ISO 8601 in UTC, such as `2026-03-14T09:26:53.589Z`. */
export type Moment = string;
/** A day at the community's offset, such as `2026-03-14`. */
export type Day = string;
/** A moment on its way in: a date, milliseconds since 1970, or ISO 8601. */
export type Time = Date | number | string;

/** What a hall is opened with. */
export interface OpenOptions {
  /** The rules: their address, the document, or its JSON text. */
  charter: string | URL | object;
  /** The content: its address (further files are found beside it), the document, its JSON text, or an array of any of these. */
  catalogue: string | URL | object | Array<string | URL | object>;
  /** The charter was found to be without errors by whoever published it, as by `guildhall check` or the site's build: it is not checked again. */
  checked?: boolean | null;
  /** The content is read only when something asks for it; what is wrong with it shows then. */
  lazy?: boolean | null;
  /** A trained model: its address, the bytes of its first file, or `false` for none. Without it, the one that a charter with an address names. */
  model?: string | Uint8Array | ArrayBuffer | false | null;
  /** Where events are kept; `indexeddb` unless said otherwise, which is shared with the app of the same site. */
  storage?: "indexeddb" | "memory" | null;
  /** Whose hall it is; without it, the member of this installation, as in the app. */
  member?: string | null;
  /** What time it is: fixed, or asked for. Without it, the device's clock. */
  now?: Time | (() => Time) | null;
  /** The server to exchange events with. Nothing is sent to it before `sync()` is called, or `sync` is `background`. */
  backend?: Backend | null;
  /** `background`: exchanges by itself as long as the hall is open. `manual`, the usual: only when `sync()` is called. */
  sync?: "manual" | "background" | null;
}

/** A server that events are exchanged with. */
export interface Backend {
  /** What speaks there. */
  kind: "rest" | "pocketbase" | "couchdb" | "webdav" | "postgrest" | "libsql" | "xapi" | "article";
  /** Its address. */
  url: string | URL;
  /** The collection, database, folder or table, if it is not the usual one. */
  place?: string | null;
  /** Who signs in, where a key is not enough. */
  user?: string | null;
  /** The password, key or token; it is kept in memory alone. */
  secret?: string | null;
}

/** How to exchange. */
export interface SyncOptions {
  /** Reads everything again and compares, as after the server was restored from an old copy. */
  checkAll?: boolean | null;
  /** Offers the events again that were set aside. */
  retry?: boolean | null;
}

/** Something a member did. */
export interface Deed {
  /** What was done. */
  verb: Verb;
  /** What it was done to. */
  object?: string | null;
  /** The member whose work the object is. */
  owner?: string | null;
  /** A rating, an amount of money, minutes or points, by the verb. */
  value?: number | null;
  /** The text of a comment, post or answer; at most 8192 bytes. */
  note?: string | null;
  /** When; now, unless said otherwise. */
  at?: Time | null;
  /** Who vouches for it; `member`, unless said otherwise. */
  source?: Source | null;
  /** A UUID of one's own, with which a repeated call counts once. */
  id?: string | null;
}

/** Asks for another moment than now. */
export interface AtOptions {
  /** The moment. */
  at?: Time | null;
}

/** How much is wanted. */
export interface CountOptions {
  /** A whole number from 1 to 1000. */
  count?: number | null;
}

/** What a glance holds beside the standing. */
export interface GlanceOptions {
  /** So many recommendations, at most 24; none unless it is said. */
  shelf?: number | null;
}

/** What changed. */
export interface Change {
  /** What it came from; `elsewhere` is another tab, the app, or another hall of this page, `sync` a server. */
  reason:
    | "record"
    | "feedback"
    | "undo"
    | "import"
    | "elsewhere"
    | "sync"
    | "erased"
    | "problem"
    | "store-erased"
    | "store-superseded"
    | "store-evicted";
  /** How many events are new. */
  events: number;
  /** Of an exchange in the background: how it stands since. */
  report?: SyncReport;
}

/** What goes wrong. */
export class GuildhallError extends Error {
  /** Stable, kebab-case name; programs match on this, never on the message. */
  readonly code: string;
  /** The place of what is wrong, such as `record.value` or `$.tiers[2].when`. */
  readonly path?: string;
  /** Of a document or an event: everything that is wrong with it. */
  readonly findings?: Finding[];
  /** Of `sync()`: what came of it all the same. */
  readonly report?: SyncReport;
}

/** An open hall. */
export class Hall {
  private constructor();
  /** Whose hall it is. */
  readonly member: string;
  /** The community's identifier. */
  readonly community: string;
  /** Where events are really kept: `memory` when the browser lets nothing be kept. */
  readonly storage: "indexeddb" | "memory";
  /** What stopped nothing and is worth knowing. */
  readonly problems: Problem[];
  /** Records an event, or up to 1000 at once, all or none; stored when the promise holds. */
  record(deed: Deed): Promise<Event>;
  record(deeds: readonly Deed[]): Promise<Event[]>;
  /** Says what the member thinks of an item of the catalogue; `less` is another word for `dislike`. */
  feedback(item: string, kind: "like" | "dislike" | "less" | "hide"): Promise<Event>;
  /** Takes back an event of the member's. */
  undo(event: string): Promise<Event>;
  /** Everything true about the member. */
  standing(options?: AtOptions | null): Promise<Standing>;
  /** Whether an item is open, and what is missing. */
  explain(options: AtOptions & { item: string }): Promise<Access>;
  /** The events behind every metric, and the cheapest ways on. */
  explain(options?: AtOptions | null): Promise<Reasons>;
  /** Every benefit of the charter, with what is missing. */
  benefits(options?: AtOptions | null): Promise<BenefitStanding[]>;
  /** The points account with every movement. */
  points(options?: AtOptions | null): Promise<Points>;
  /** What the membership card shows, and the text for its code. */
  card(options?: AtOptions | null): Promise<ShownCard>;
  /** What the member might like next; 12 items unless said otherwise. */
  shelf(options?: CountOptions | null): Promise<Shelf>;
  /** Items that go with one, the closest first; 6 unless said otherwise. */
  related(item: string, options?: CountOptions | null): Promise<string[]>;
  /** Everything that can be shown of the member without computing anything, with texts in every language of the interface. */
  glance(options?: GlanceOptions | null): Promise<Glance>;
  /** Whether a condition holds for the member now, and why: the charter's dialect, as an object or its JSON text. */
  judge(condition: string | object): Promise<Verdict>;
  /** Calls a function after every change, wherever it was made; answers how to stop it. */
  subscribe(callback: (change: Change) => void): () => void;
  /** Exchanges events with the server once: sends what waits, takes in what is new there. */
  sync(options?: SyncOptions | null): Promise<SyncReport>;
  /** How many events wait for being sent. */
  pending(): Promise<number>;
  /** Every event of the community on this device, as NDJSON. */
  export(): Promise<string>;
  /** Takes in events: NDJSON, or a JSON array of them. */
  import(file: string | Uint8Array | ArrayBuffer): Promise<ImportReport>;
  /** Deletes everything of the community from this device, for the app too, and closes the hall. */
  erase(): Promise<void>;
  /** Closes the hall; what was recorded stays. */
  close(): void;
}

/** Opens a hall. */
export function open(options: OpenOptions): Promise<Hall>;

// ---------------------------------------------------------------------------------------------------------------------
