// A catalogue of ten thousand pieces and an index of their texts, the same in every run.

const english =
  "lamp river autumn letter garden stone winter voice paper bridge mirror orchard silence journey harbour shadow mountain window thread candle island morning archive story wanderer evening library needle feather cloud".split(
    " ",
  );
const chinese = "灯河秋信园石冬声纸桥镜果静旅港影山窗线烛岛晨书话客晚库针羽云".match(/./g);
const kinds = ["article", "guide", "book", "course", "audio", "worksheet"];

/** Numbers from 0 to 1, always the same ones. */
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The files of a catalogue with so many pieces, `perPage` to a file, by their names. */
export function catalogue(community, count, perPage) {
  const next = chance(7);
  const one = (list) => list[Math.floor(next() * list.length)];
  const words = (list, length, between) => Array.from({ length }, () => one(list)).join(between);
  const tags = Array.from({ length: 60 }, (_, at) => `topic-${at}`);
  const item = (at) => ({
    id: `piece-${at}`,
    kind: one(kinds),
    title: { en: `${words(english, 4, " ")} ${at}`, zh: `${words(chinese, 6, "")}${at}` },
    summary: { en: `${words(english, 18, " ")}.`, zh: `${words(chinese, 30, "")}。` },
    author: `${words(english, 2, " ")}`,
    tags: [one(tags), one(tags), one(tags)],
    published: `20${10 + Math.floor(next() * 15)}-0${1 + Math.floor(next() * 9)}-1${Math.floor(next() * 9)}`,
    minutes: 1 + Math.floor(next() * 90),
    popularity: Math.floor(next() * 1000),
    languages: ["en", "zh"],
    text: true,
    ...(next() < 0.2 ? { price: 10 } : {}),
    ...(next() < 0.1 ? { audience: { tierRank: { $gte: 1 } } } : {}),
  });
  const names = Array.from({ length: Math.ceil(count / perPage) }, (_, at) => (at ? `catalogue-${at + 1}` : "catalogue") + ".json");
  return Object.fromEntries(
    names.map((name, page) => [
      `community/${name}`,
      JSON.stringify({
        guildhall: 1,
        community,
        ...(page ? {} : { pages: names.slice(1), tags: Object.fromEntries(tags.map((tag, at) => [tag, { en: `Topic ${at}`, zh: `主题${at}` }])) }),
        items: Array.from({ length: Math.min(perPage, count - page * perPage) }, (_, at) => item(page * perPage + at)),
      }),
    ]),
  );
}

/** An index in which each of so many terms stands in every `spread`-th text or so. */
export function index(count, terms, spread) {
  const next = chance(11);
  const ids = Array.from({ length: count }, (_, at) => `piece-${at}`).join("\t");
  const lines = Array.from({ length: terms }, (_, at) => {
    const word = english[at % english.length] + at.toString(36);
    const distances = Array.from({ length: Math.floor(count / spread) }, () => Math.floor(next() * 2 * spread).toString(36));
    return `${word} ${distances.join(",")}`;
  });
  return [ids, ...lines.sort()].join("\n");
}
