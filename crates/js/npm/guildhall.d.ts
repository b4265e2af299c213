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

/** What a condition comes to. */
export interface Verdict {
  /** Whether it holds. */
  holds: boolean;
  /** What is missing, a line each. */
  missing: Lists;
  /** What each part of it came to. */
  explanation: Explanation;
}

/** What a condition came to, in the shape of the requirements behind it. */
export type Explanation =
  /** Every part is required; without parts it holds. */
  | {
      kind: "all";
      /** Whether every part holds. */
      holds: boolean;
      /** The mean of the parts' progress, in 0..=1; 1 exactly when it holds. */
      progress: number;
      /** The requirements, in the order written. */
      parts: Explanation[];
    }
  /** One part is enough; without parts it cannot hold. */
  | {
      kind: "any";
      /** Whether some part holds. */
      holds: boolean;
      /** The best of the parts' progress, in 0..=1; 1 exactly when it holds. */
      progress: number;
      /** The ways to meet it, in the order written. */
      parts: Explanation[];
    }
  /** One test of one attribute. */
  | ({ kind: "field" } & Leaf);

/** One test of one attribute, with what was asked and what was found. */
export interface Leaf {
  /** The attribute's dotted path. */
  field: string;
  /** The operator as written, `$eq` for a plain value. */
  op: string;
  /** Whether the opposite of the operator is asked. */
  negated?: boolean;
  /** The operand as written. */
  wanted: unknown;
  /** The attribute's value; absent when the attribute is missing. */
  actual?: unknown;
  /** Whether the requirement is met, `negated` included. */
  holds: boolean;
  /** How far along the way, in 0..=1; 1 exactly when it holds. */
  progress: number;
  /** The distance, where the requirement compares numbers. */
  measure?: Measure;
}

/** The distance between a number and what is asked of it, all in the attribute's own unit. */
export interface Measure {
  /** The number found; a missing attribute has 0, as in the comparison. */
  have: number;
  /** The number to compare with. */
  need: number;
  /** By how much the number must still grow, or fall when negative; 0 when the requirement is met. */
  missing: number;
}

/** Several lines in every language of the interface. */
export interface Lists {
  /** English. */
  en: string[];
  /** Simplified Chinese. */
  zh: string[];
}

/** Everything that can be shown of a member without computing anything. */
export interface Glance {
  /** Its form; this version is 1. */
  guildhall: number;
  /** The moment it is true of. */
  at: Moment;
  /** The community. */
  community: Community;
  /** The member. */
  member: Who;
  /** The score and its two sides. */
  score: Scores;
  /** Points that can be spent; none in a community without points. */
  points: number | null;
  /** The member's tier. */
  tier: Tier;
  /** Unlocked labels. */
  labels: Both[];
  /** The next tier; none on the highest. */
  next: Next | null;
  /** Every benefit, those that can be used first. */
  benefits: Given[];
  /** Recommendations; none where they were not asked for. */
  shelf: Picked[] | null;
  /** What conditions can ask for, as they ask for it. */
  attributes: Record<string, unknown>;
}

/** A recommended item. */
export interface Picked {
  /** Its identifier. */
  item: string;
  /** Its title. */
  title: Both;
  /** Who wrote it; empty when nobody is named. */
  by: Both;
  /** What kind of content it is. */
  kind: string;
  /** How long it takes, in minutes. */
  minutes: number | null;
  /** The strongest reason for it; empty when it is here to widen the horizon. */
  reason: Both;
  /** How much of the score that reason makes, in 0..=1. */
  share: number | null;
  /** Where it lies, when it is not in the hall's own library. */
  link: string | null;
}

/** A text in every language of the interface, ready to be shown. */
export interface Both {
  /** English. */
  en: string;
  /** Simplified Chinese. */
  zh: string;
}

/** A benefit. */
export interface Given {
  /** Its identifier. */
  id: string;
  /** What kind of thing it is. */
  kind: BenefitKind;
  /** Its name. */
  name: Both;
  /** What the member gets. */
  detail: Both;
  /** Of a discount, per cent. */
  percent: number | null;
  /** Of a priority, hours. */
  hours: number | null;
  /** Whether the member can use it. */
  open: boolean;
  /** What is missing, a line each. */
  missing: Lists;
  /** Where the member turns to. */
  link: string | null;
}

export type BenefitKind =
  | "label"
  | "priority"
  | "discount"
  | "content"
  | "service";

/** The next tier. */
export interface Next {
  /** Its name. */
  name: Both;
  /** How far along the way the member is, in 0..1. */
  progress: number;
  /** What is missing, a line each. */
  missing: Lists;
}

/** A tier. */
export interface Tier {
  /** Its identifier. */
  id: string;
  /** Its rank, 0 for the lowest. */
  rank: number;
  /** How many tiers there are. */
  of: number;
  /** Its name. */
  name: Both;
}

/** The score and its two sides. */
export interface Scores {
  /** Activity plus contribution. */
  total: number;
  /** Taking part. */
  activity: number;
  /** Giving to others. */
  contribution: number;
}

/** The member, as the card has them. */
export interface Who {
  /** How they want to be called. */
  name: string | null;
  /** The number of their card. */
  number: string;
  /** The day they joined. */
  since: Day | null;
  /** Until when their plan runs. */
  until: Moment | null;
}

/** The community. */
export interface Community {
  /** Its identifier. */
  id: string;
  /** Its name. */
  name: Both;
  /** One or two characters, or the file of a picture beside the charter. */
  mark: string | null;
  /** Its colour. */
  accent: string | null;
}

/** An immutable fact about one member. */
export interface Event {
  /** Identity: events with the same id are the same event. */
  id: string;
  /** When it happened. */
  at: Moment;
  /** Who did it. */
  member: string;
  /** What was done. */
  verb: Verb;
  /** What it was done to. */
  object?: string;
  /** The member whose work the object is, when it is a member's: a like counts for its receiver too. */
  owner?: string;
  /** A rating (1 to 5), an amount of money, minutes or points, by the verb. */
  value?: number;
  /** The text of a comment, post or answer. */
  note?: string;
  /** Where the fact comes from. */
  source: Source;
  /** The installation that wrote it. */
  device: string;
  /** Its number on that installation, from 1 without gaps, so that a lost event shows as a hole. */
  n: number;
}

/** Who vouches for an event. */
export type Source =
  /** Recorded on the member's own device. */
  | "member"
  /** Entered by the people who run the community. */
  | "operator"
  /** Confirmed by the community's server. */
  | "server"
  /** Taken over from another system. */
  | "import";

/** What a member did: built in, or declared by the charter. */
export type Verb =
  | "login"
  | "view"
  | "finish"
  | "like"
  | "dislike"
  | "hide"
  | "rate"
  | "comment"
  | "post"
  | "answer"
  | "accepted"
  | "purchase"
  | "refund"
  | "book"
  | "attend"
  | "check-in"
  | "share"
  | "refer"
  | "plan-start"
  | "plan-end"
  | "points-grant"
  | "points-spend"
  | "tier-lock"
  | "consent"
  | "interest"
  | "background"
  | "prefer"
  | "undo"
  | (string & {});

/** Something worth knowing that stopped nothing. */
export interface Problem {
  /** Its stable name. */
  code: string;
  /** What is the matter. */
  message: string;
  /** Where, if it has a place. */
  path: string | null;
}

/** What came of an exchange. */
export interface SyncReport {
  /** Events that the server took. */
  sent: number;
  /** Events that are new here. */
  received: number;
  /** Events that still wait for being sent. */
  pending: number;
  /** Events that cannot be exchanged; they stay on this device. */
  setAside: SetAside[];
  /** Numbers of events that the server has not: set aside elsewhere, not yet sent, or lost. */
  holes: Missing[];
  /** When both were last seen to be alike. */
  lastSuccess: Moment | null;
  /** What is wrong, if anything is: the code that the error of `sync()` has. */
  diagnosis: string | null;
}

/** Events of a device that were not found, by their numbers. */
export interface Missing {
  /** The device that numbered them. */
  device: string;
  /** The first one. */
  first: number;
  /** The last one. */
  last: number;
}

/** An event that cannot be exchanged. */
export interface SetAside {
  /** Which one. */
  id: string;
  /** Stable, kebab-case name of the reason. */
  reason: string;
  /** What is wrong, for people. */
  message: string;
  /** The server gave it and it cannot be kept here; otherwise the server does not take it. */
  foreign: boolean;
  /** When it was set aside. */
  at: Moment;
}

/** What became of a file. */
export interface ImportReport {
  /** Lines that were not blank. */
  lines: number;
  /** Events that are new here. */
  taken: number;
  /** Events that were here already. */
  known: number;
  /** Lines that repeated an event of the same file. */
  repeated: number;
  /** Lines that could not be used. */
  refused: number;
  /** What was wrong with them. */
  findings: Finding[];
}

/** One problem in a document, with the JSON path of the place and what to do about it. */
export interface Finding {
  /** Whether the document can be used all the same. */
  severity: Severity;
  /** Stable, kebab-case name of the kind of problem; programs match on this, never on the text. */
  code: string;
  /** JSON path from the document's root, such as `$.tiers[2].when.score`. */
  path: string;
  /** What is wrong; lower case, no full stop, the offending input in backticks. */
  message: string;
  /** What to do about it; empty when the message already says so. */
  remedy?: string;
}

/** How much a `Finding` matters. */
export type Severity =
  /** The document works, but probably not as meant. */
  | "warning"
  /** The document cannot be used. */
  | "error";

/** Recommendations for a member at a moment. */
export interface Shelf {
  /** Whether the member's taste was used. */
  personalised: boolean;
  /** The items, the best first. */
  picks: Pick[];
  /** Items the member cannot open yet and would like, the closest to being unlocked first. */
  unlockNext: Locked[];
}

/** An item that could be unlocked. */
export interface Locked {
  /** The item. */
  item: string;
  /** What is missing, node by node. */
  missing: Explanation;
}

/** A recommended item. */
export interface Pick {
  /** The item. */
  item: string;
  /** The sum of the reasons' contributions. */
  score: number;
  /** Why, the strongest reason first; the contributions add up to the score, in this order. */
  reasons: Reason[];
  /** Whether it is here to widen the horizon rather than for its score. */
  explored: boolean;
}

/** One reason for an item. */
export type Reason = ReasonKind & {
  /** Its part of the score. */
  contribution: number;
};

/** What speaks for (or against) an item. */
export type ReasonKind =
  /** It is close to an item the member knows, by a trained model. */
  | { kind: "neighbour"; of: string }
  /** It carries a tag of the member's taste. */
  | { kind: "tag"; of: string }
  /** The charter puts it first for newcomers. */
  | { kind: "starter" }
  /** Many members read it. */
  | { kind: "popular" }
  /** It is new. */
  | { kind: "fresh" };

/** The card and what its code says. */
export type ShownCard = Card & {
  at: Moment;
  statement: string;
};

/** What a membership card shows. */
export interface Card {
  /** The community. */
  community: string;
  /** Whose card it is. */
  member: string;
  /** A number made from community and member, always the same for the same two: two groups of four signs. */
  number: string;
  /** The member's tier. */
  tier: string;
  /** The day the member joined. */
  since: Day | null;
  /** Until when the paid plan runs. */
  until: Moment | null;
  /** Unlocked labels. */
  labels: string[];
}

/** The points account with every movement. */
export type Points = Account & {
  movements: Movement[];
};

/** A change of the balance, for a history. */
export interface Movement {
  /** The event behind it; none when points expired. */
  event?: string;
  /** When. */
  at: Moment;
  /** Points gained, or lost when negative. */
  points: number;
  /** The balance after it. */
  balance: number;
  /** The day on which points that expired had been earned. */
  earned?: Day;
}

/** The account of a member's points at one moment. Earned and granted points are the sum of the others. */
export interface Account {
  /** Points that can be spent. */
  balance: number;
  /** Points ever earned or granted. */
  earned: number;
  /** Points spent. */
  spent: number;
  /** Points lost because nobody spent them in time. */
  expired: number;
  /** The next points to be lost: how many, and on which day. */
  expiring?: Expiring;
  /** What was bought, in order. */
  redeemed: Redeemed[];
  /** Spendings that were refused because the balance was too small or the reward's condition did not hold. */
  refused?: string[];
}

/** A reward that was bought. */
export interface Redeemed {
  /** The event that bought it. */
  event: string;
  /** The reward. */
  reward: string;
  /** When. */
  at: Moment;
  /** What it cost. */
  points: number;
}

/** Points about to be lost. */
export interface Expiring {
  /** How many. */
  points: number;
  /** The first day on which they are gone. */
  day: Day;
}

/** Whether the member may open an item, and why. */
export interface Access {
  open: boolean;
  requirement: Explanation;
}

/** Why the member stands where they do. */
export interface Reasons {
  /** The standing that is explained. */
  standing: Standing;
  /** The cheapest ways on, with what the catalogue has. */
  ways: Ways;
  /** The events behind each metric. */
  evidence: Evidence[];
}

/** What one metric was read from. */
export interface Evidence {
  /** The metric. */
  metric: string;
  /** Every event that bears on the present value, the oldest first. */
  events: Piece[];
}

/** One event that a metric read. */
export interface Piece {
  /** The event. */
  event: string;
  /** By how much it moved the metric when it happened: 0 for a repetition or beyond a cap. */
  added: number;
}

/** The ways of a standing with what a catalogue has: of pieces, wares and gatherings no more than are left for the member. */
export interface Ways {
  /** To the next tier. */
  next: Path | null;
  /** Around the loss that is foreseen. */
  drop: Path | null;
}

/** A way to meet a condition. */
export interface Path {
  /** What to do, in order. */
  steps: Step[];
  /** The effort of all steps, in minutes by the charter's `effort`. */
  minutes: number;
}

/** One step of a path. */
export type Step =
  /** Do something a number of times, each about another object. */
  | {
      kind: "act";
      /** What to do. */
      verb: Verb;
      /** How often. */
      times: number;
      /** On how many days at least, today included when it still counts. */
      days: number;
      /** The objects that count, when only some do. */
      objects?: string[];
    }
  /** Reach a sum of values by an action, such as money spent. */
  | {
      kind: "amount";
      /** What to do. */
      verb: Verb;
      /** How much in all. */
      amount: number;
      /** Whether others must do it with the member's work. */
      received?: boolean;
      /** On how many days at least, today included when it still counts. */
      days: number;
    }
  /** Have others do something with the member's work. */
  | {
      kind: "receive";
      /** What others do. */
      verb: Verb;
      /** How often, each time somebody else. */
      times: number;
      /** On how many days at least. */
      days: number;
    }
  /** Pay for a plan. */
  | {
      kind: "pay";
      /** The plan. */
      plan: string;
    }
  /** Stay a member. */
  | {
      kind: "wait";
      /** How many days. */
      days: number;
    };

/** Everything true about one member at one moment. */
export interface Standing {
  /** Whose standing it is. */
  member: string;
  /** The moment. */
  at: Moment;
  /** The day of that moment at the charter's offset. */
  day: Day;
  /** The day of the member's first own event. */
  joined: Day | null;
  /** Every metric of the charter, in the order of identifiers. */
  metrics: MetricValue[];
  /** The score with all its terms. */
  score: Score;
  /** The tier, why it is held, and when it would be lost. */
  tier: TierStanding;
  /** The way to the next tier; none at the top. */
  next: NextTier | null;
  /** Every benefit of the charter, in its order. */
  benefits: BenefitStanding[];
  /** The paid plan that runs now. */
  plan: Membership | null;
  /** The account of points. */
  points: Account;
  /** Every reward of the charter, in its order. */
  rewards: RewardStanding[];
  /** Every badge of the charter, in its order. */
  badges: BadgeStanding[];
  /** The run of active days. */
  streak: Streak;
  /** Interests the member stated. */
  interests: string[];
  /** What the member said of themselves, in the charter's order. */
  backgrounds?: string[];
  /** What the membership card shows. */
  card: Card;
  /** Events that were left out, by reason. */
  leftOut: Note[];
}

/** Events that were left out. */
export interface Note {
  /** Stable name of the reason: `future`, `unknown-verb`, `untrusted`, `undone`, `ancient`, `unknown-plan` or `unknown-tier`. */
  code: string;
  /** How many events. */
  events: number;
}

/** A run of active days. */
export interface Streak {
  /** Days of the present run; it goes on if the last active day was today or yesterday. */
  current: number;
  /** Days of the longest run so far. */
  longest: number;
  /** Whether today already counts. */
  today: boolean;
}

/** One badge of the charter, as it stands for a member. */
export interface BadgeStanding {
  /** The badge. */
  id: string;
  /** The day it was earned. */
  earned: Day | null;
  /** Its condition today, node by node. */
  when: Explanation;
}

/** One reward of the charter, as it stands for a member. */
export interface RewardStanding {
  /** The reward. */
  id: string;
  /** Its price in points. */
  cost: number;
  /** Whether the member can buy it now. */
  affordable: boolean;
  /** Points still missing. */
  missing: number;
  /** Its condition, node by node. */
  when: Explanation;
}

/** A stretch of paid membership. */
export interface Membership {
  /** The plan. */
  plan: string;
  /** When it began. */
  from: Moment;
  /** When it ends or ended. */
  until: Moment;
}

/** One benefit of the charter, as it stands for a member. */
export interface BenefitStanding {
  /** The benefit. */
  id: string;
  /** What kind of thing it is. */
  kind: BenefitKind;
  /** Whether the member's tier has it. */
  granted: boolean;
  /** Whether the member can use it: granted, and its unlock condition holds. */
  unlocked: boolean;
  /** The lowest tier that has it, when the member's does not. */
  needsTier?: string;
  /** Its unlock condition, node by node. */
  unlock: Explanation;
}

/** The way to the next tier. */
export interface NextTier {
  /** The tier. */
  id: string;
  /** What it asks, node by node: its condition, and with it what keeps it as long as that fails. */
  when: Explanation;
  /** How far along, from 0 to 1. */
  progress: number;
  /** The cheapest way there, where actions can reach it. */
  path: Path | null;
}

/** The member's tier. */
export interface TierStanding {
  /** The tier. */
  id: string;
  /** Its rank, 0 for the lowest. */
  rank: number;
  /** Since when. */
  since: Day;
  /** Whether the operators have set it. */
  locked: boolean;
  /** The condition that keeps it, node by node. */
  keep: Explanation;
  /** Since when that condition fails, while grace or minimum stay still holds the tier. */
  failingSince?: Day;
  /** When the tier is lost if nothing is done; none within two years. */
  drop?: Drop;
  /** Every change of tier so far. */
  history: TierChange[];
}

/** A change of tier. */
export interface TierChange {
  /** The day it took effect. */
  day: Day;
  /** The tier before; none on the first day. */
  from: string | null;
  /** The tier after. */
  to: string;
  /** What caused it. */
  why: Why;
}

/** Why a member's tier changed. */
export type Why =
  /** The first day. */
  | "joined"
  /** The condition of a higher tier held, and what keeps it. */
  | "reached"
  /** The keep-condition failed for longer than the grace allows. */
  | "lost"
  /** The operators set it. */
  | "locked"
  /** The operators lifted the lock. */
  | "unlocked";

/** A loss of tier to come. */
export interface Drop {
  /** The day it takes effect. */
  day: Day;
  /** The tier below. */
  to: string;
  /** What would prevent it, asked on that day. */
  unless: Explanation;
  /** The cheapest way to prevent it, where actions can. */
  path?: Path;
}

/** The score: activity plus contribution. */
export interface Score {
  /** The sum of both sides. */
  total: number;
  /** Taking part. */
  activity: Side;
  /** Giving to others. */
  contribution: Side;
}

/** One side of the score. */
export interface Side {
  /** The sum of the terms. */
  total: number;
  /** The terms in the charter's order. */
  terms: Term[];
}

/** One term of the score. */
export interface Term {
  /** The metric. */
  metric: string;
  /** Its value. */
  value: number;
  /** What one unit is worth. */
  weight: number;
  /** Value times weight. */
  points: number;
}

/** A metric's value. */
export interface MetricValue {
  /** The metric. */
  id: string;
  /** Its value, in the metric's own unit. */
  value: number;
}
