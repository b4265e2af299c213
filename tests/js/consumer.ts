// A consumer as strict as TypeScript can be; compiled, never run.

import { type BenefitStanding, type Change, type Explanation, GuildhallError, Hall, open } from "guildhall";
import type { GuildhallMember, GuildhallMemberAttributes } from "guildhall/widget";

function missing(explanation: Explanation): string[] {
  switch (explanation.kind) {
    case "all":
    case "any":
      return explanation.parts.flatMap(missing);
    case "field":
      return explanation.holds ? [] : [`${explanation.field} ${explanation.measure?.missing ?? ""}`];
  }
}

/** The widget as TypeScript meets it: by its tag, its properties and its events. */
export function furnish(host: Element, attributes: GuildhallMemberAttributes): GuildhallMember {
  const element = document.createElement("guildhall-member");
  element.view = attributes.view ?? "standing";
  element.when = { tierRank: { $gte: 2 } };
  element.score = 1240;
  element.glance = { guildhall: 1, tier: { name: "Reader" } };
  element.addEventListener("guildhall-select", (event) => console.log(event.detail.item ?? event.detail.href));
  host.addEventListener("click", () => void element.hall().then((hall: Hall) => hall.standing()));
  // @ts-expect-error: there is no such view
  element.view = "crad";
  host.append(element);
  return element;
}

export async function visit(charter: URL): Promise<string> {
  const hall: Hall = await open({ charter, catalogue: "/catalogue.json", storage: "memory", now: () => new Date(0) });
  const one = await hall.record({ verb: "view", object: "walden", value: 3 });
  const several = await hall.record([{ verb: "login" }, { verb: "a-verb-of-the-charter" }]);
  const { score, tier, next } = await hall.standing({ at: one.at });
  const ahead: number = next?.progress ?? 1;
  const benefits: BenefitStanding[] = await hall.benefits();
  const asked = benefits.flatMap((benefit) => missing(benefit.unlock));
  const access = await hall.explain({ item: "walden" });
  const reasons = await hall.explain();
  const stop = hall.subscribe((change: Change) => console.log(change.reason, change.events));
  stop();
  const shelf = await hall.shelf({ count: 3 });
  const named = shelf.picks[0]?.reasons.map((reason) => (reason.kind === "tag" ? reason.of : reason.kind));
  const { balance, movements } = await hall.points();
  const { statement, tier: shown } = await hall.card();
  const report = await hall.import(await hall.export());
  const glance = await hall.glance({ shelf: 2 });
  const { holds } = await hall.judge({ tierRank: { $gte: glance.tier.rank } });
  const other = await open({
    charter,
    catalogue: [],
    backend: { kind: "couchdb", url: new URL("https://sync.example"), user: "ada", secret: "a password" },
    sync: "background",
  });
  const { sent, received, setAside, holes, lastSuccess, diagnosis } = await other.sync({ checkAll: true });
  const waiting: number = (await other.pending()) + setAside.length + holes.length + sent + received;
  other.subscribe(({ reason, report: told }) => reason === "sync" && console.log(told?.diagnosis ?? told?.pending));
  console.log(waiting, lastSuccess?.slice(0, 10), diagnosis);
  try {
    await hall.feedback("walden", "like");
  } catch (error) {
    if (error instanceof GuildhallError) return `${error.code} ${error.path ?? ""} ${error.findings?.length ?? 0} ${error.report?.pending}`;
  }
  // @ts-expect-error: there is no such word
  await hall.feedback("walden", "love");
  // @ts-expect-error: a deed has a verb
  await hall.record({ object: "walden" });
  // @ts-expect-error: there is no such kind of server
  await open({ charter, catalogue: [], backend: { kind: "gopher", url: "https://sync.example" } });
  // @ts-expect-error: a hall is opened with two documents
  await open({ charter });
  const told = [score.total, tier.id, ahead, ...asked, access.open, reasons.evidence.length, several.length];
  return [...told, named, balance, movements.length, statement, shown, report.taken, holds, glance.next?.name.zh].join();
}
