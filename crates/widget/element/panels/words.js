// The words of the panels and of a gate.

const WORDS = {
  en: {
    app: "Open the hall",
    benefits: "Benefits",
    colon: ": ",
    empty: "Nothing here yet.",
    minutes: "min",
    missing: "Still missing",
    next: "Next",
    open: "open",
    score: "Score",
    shelf: "For you",
    shut: "Not open to you yet",
    standing: "Where you stand",
    unknown: "Not known here yet",
  },
  zh: {
    app: "进入会员中心",
    benefits: "权益",
    colon: "：",
    empty: "这里还没有内容。",
    minutes: "分钟",
    missing: "还差",
    next: "下一级",
    open: "已开启",
    score: "得分",
    shelf: "为你推荐",
    shut: "尚未对你开放",
    standing: "会员状态",
    unknown: "这里尚无记录",
  },
};

export const words = ({ language }) => WORDS[language];
