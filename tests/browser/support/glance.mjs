// A glance as the hall of the sample community leaves one, for pages that are tested without it.

/** Where the sample community's charter lies, below a site. */
export const CHARTER = "community/charter.json";

/** A companion after a year, on the way to the next tier. */
export const GLANCE = {
  guildhall: 1,
  at: "2026-11-28T12:00:00.000Z",
  community: {
    id: "lamplight",
    name: { en: "Lamplight Reading Room", zh: "灯下读书会" },
    mark: "灯",
    accent: null,
  },
  member: { name: "Robin Ashe", number: "R5FM-5B4X", since: "2025-12-02", until: "2026-12-20T00:00:00.000Z" },
  score: { total: 1170, activity: 1102, contribution: 68 },
  points: 242,
  tier: { rank: 2, of: 5, id: "companion", name: { en: "Companion", zh: "同伴" } },
  labels: [{ en: "Your name in the book", zh: "名册留名" }],
  next: {
    name: { en: "Lamp-keeper", zh: "守灯人" },
    progress: 0.66,
    missing: {
      en: ["30 more points of score", "132 more of contribution"],
      zh: ["得分30", "贡献132"],
    },
  },
  benefits: [
    {
      id: "keepers-seal", kind: "label", name: { en: "Lamp-keeper’s seal", zh: "守灯人印" },
      detail: { en: "A seal beside your name, and on your card.", zh: "名字旁与卡上的一枚印。" },
      open: false, missing: { en: ["The tier Lamp-keeper"], zh: ["守灯人等级"] }, link: null,
    },
    {
      id: "companion-discount", kind: "discount", name: { en: "10% off", zh: "九折" },
      detail: { en: "On everything with a price: courses, companions, evenings.", zh: "课程、导读、活动，凡标价的都打九折。" },
      open: true, missing: { en: [], zh: [] }, link: null,
    },
    {
      id: "early-booking", kind: "priority", name: { en: "Book two days early", zh: "提前两天预订" },
      detail: { en: "Two days before everyone else.", zh: "比其他人早两天。" },
      open: true, missing: { en: [], zh: [] }, link: "https://example.org/booking",
    },
    {
      id: "question-desk", kind: "service", name: { en: "The question desk", zh: "问书台" },
      detail: { en: "One question a month, answered by an editor within five days.", zh: "每月一问，编辑五日内作答。" },
      open: false, missing: { en: ["1 more piece finished"], zh: ["再读完1篇"] }, link: null,
    },
  ],
  shelf: [
    {
      item: "reading-a-regulated-poem", title: { en: "The Architecture of a Regulated Poem", zh: "律诗的结构" },
      by: { en: "Lin Wan", zh: "林晚" }, kind: "guide", minutes: 11,
      reason: { en: "Because you read much about poetry", zh: "因为你常读诗" }, share: 0.62,
    },
    {
      item: "su-shi-cannot-sleep", title: { en: "Su Shi Cannot Sleep", zh: "苏轼夜不能寐" }, by: { en: "Lin Wan", zh: "林晚" },
      kind: "audio", minutes: 9, reason: { en: "Goes with “The Reeds, Three Times”", zh: "与《蒹葭三读》相近" }, share: 0.5,
    },
    {
      item: "pride-and-prejudice-by-ear", title: { en: "Pride and Prejudice, by Ear", zh: "听《傲慢与偏见》" },
      by: { en: "Eleanor Marsh", zh: "埃莉诺·马什" }, kind: "companion", minutes: 10,
      reason: { en: "Many in the room finished it this month", zh: "本月很多人读完" }, share: 0.4,
    },
    {
      item: "stress-and-tone", title: { en: "Stress and Tone", zh: "重音与声调" }, by: null, kind: "article", minutes: 13,
      reason: { en: "New, and near to what you like", zh: "新上，且合你口味" }, share: 0.3,
    },
  ],
  attributes: {
    score: 1170, activity: 1102, contribution: 68, tierRank: 2, tier: "companion", points: 242, joinedDays: 361, plan: "year",
    planActive: true, reads: 41, talks: 4,
  },
};
