// A consumer as strict as TypeScript can be; compiled, never run.

import { type BenefitStanding, type Change, type Explanation, GuildhallError, Hall, open } from "guildhall";

function missing(explanation: Explanation): string[] {
  switch (explanation.kind) {
    case "all":
    case "any":
      return explanation.parts.flatMap(missing);
    case "field":
      return explanation.holds ? [] : [`${explanation.field} ${explanation.measure?.missing ?? ""}`];
  }
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
  return [...told, named, balance, movements.length, statement, shown, report.taken].join();
}
