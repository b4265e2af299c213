// What is said of a hall that lives; the widget's other words are in `../words.js`.

const WORDS = {
  en: {
    kept: "Not up to date. Last known:",
    lost: "This browser keeps nothing: what you do here is forgotten with the page.",
    none: "The hall cannot be reached.",
  },
  zh: {
    kept: "未能更新，上次所知：",
    lost: "此浏览器不保存数据，离开页面后即消失。",
    none: "暂时无法连接会员中心。",
  },
};

/** That the hall cannot be had, and of when is what is shown. */
export const unreached = ({ language, day }, glance) =>
  glance?.at ? `${WORDS[language].kept} ${day(glance.at)}` : WORDS[language].none;

/** That nothing is kept here. */
export const unkept = ({ language }) => WORDS[language].lost;
