// How texts, numbers and days are said in the language of the page, and the words of the card.

const WORDS = {
  en: {
    card: "Membership card",
    name: "Name",
    number: "Card number",
    score: "Score",
    since: "Member since",
    unknown: "Not known here yet",
  },
  zh: {
    card: "会员卡",
    name: "姓名",
    number: "卡号",
    score: "得分",
    since: "入会日期",
    unknown: "这里尚无记录",
  },
};

/** The language that holds at an element: the nearest `lang`, through shadow roots. */
export function languageAt(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const language = at.getAttribute("lang");
    if (language != null) return language;
  }
  return "";
}

/** How things are said where an element stands. */
export function voice(element) {
  const tag = languageAt(element);
  const language = /^zh\b/i.test(tag) ? "zh" : "en";
  // A page in a third language gets English throughout; a malformed tag must not fail `Intl`.
  const locale = /^(en|zh)(-[a-z\d]+)*$/i.test(tag) ? tag : language;
  return {
    language,
    locale,
    words: WORDS[language],
    /** A text in this language, or in whichever it has. */
    text: (said) => (said && typeof said === "object" ? (said[language] ?? Object.values(said)[0]) : said),
    number: (amount, options) => new Intl.NumberFormat(locale, options).format(amount),
    /** A day (`2026-01-03`, which has no time zone) or a moment. */
    day: (when) => {
      const date = new Date(when);
      const timeZone = /T/.test(when) ? undefined : "UTC";
      return date > 0 ? new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(date) : when;
    },
  };
}
