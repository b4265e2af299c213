import { ATTRIBUTES, read, warn } from "./attributes.js";
import { card } from "./card/card.js";
import look from "./card/look.css";
import { make } from "./card/make.js";
import { follow, kept, known, told } from "./glance.js";
import { onLanguage } from "./languages.js";
import { loadLive, loadPanels } from "./load.js";
import { charterOf } from "./place.js";
import { voice } from "./words.js";

const NAMES = Object.keys(ATTRIBUTES);
/** Attributes that change how the same is looked at; after a change of any other the element begins anew. */
const LOOKS = ["count", "links", "when", "item"];

/** Style sheets by their text, each shared by all elements; a `<style>` would be blocked by a strict policy. */
const sheets = {};
function dress(shadow, look) {
  const sheet = (sheets[look] ??= new CSSStyleSheet());
  if (!sheet.cssRules.length) sheet.replaceSync(look);
  if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets.push(sheet);
}

/**
 * `<guildhall-member>`: what a member's hall says, in any page. It shows what is known by itself; what lives (an open hall, a
 * frame, a gate) joins it from `live.js`. On a server the class is there and does nothing.
 */
export class GuildhallMember extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = NAMES;

  #shadow;
  /** What is painted; a frame lies beside it. */
  #root;
  /** The charter's address while the element is in a page. */
  #charter;
  /** What ends when the element is removed. */
  #endings = [];
  /** The glance that the page set, and the one that was kept, told or computed. */
  #given = null;
  #found = null;
  /** A condition that was set as an object. */
  #when = null;
  /** What joined from `live.js`, once it has, and the promise of it. */
  #life;
  #joining;
  #wasLive;
  #note;
  #isWaiting;
  #readyAs;
  #isChanged;
  #painted;
  #panels;

  connectedCallback() {
    if (!this.#shadow) this.#furnish();
    this.#begin();
  }

  disconnectedCallback() {
    this.#end();
    this.#readyAs = null;
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#charter) return;
    if (name === "when") this.#when = null;
    if (LOOKS.includes(name)) {
      this.#paint();
      this.#life?.look();
    } else if (!this.#isChanged) {
      // Frameworks set one attribute after the other.
      this.#isChanged = true;
      queueMicrotask(() => {
        this.#isChanged = false;
        if (!this.#charter) return;
        this.#end();
        this.#begin();
      });
    }
  }

  #furnish() {
    this.#shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    dress(this.#shadow, look);
    this.#shadow.replaceChildren((this.#root = document.createElement("div")));
    // Properties that were set before the element was known hide those of the class.
    for (const name of [...NAMES, "glance"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  #begin() {
    const { mode, view } = this;
    const isCard = mode === "card";
    const charter = charterOf(this.charter);
    this.#charter = charter;
    this.#painted = null;
    const attributes = told((name) => this.getAttribute(name));
    const stored = this.member ? null : kept(charter);
    // What a card is told is what it shows, whatever else becomes known.
    const own = isCard && attributes;
    this.#found = own || stored || attributes;
    this.#isWaiting = !isCard;
    this.#endings.push(
      onLanguage(() => this.#paint()),
      follow(charter, (glance) => {
        if (own || this.member || this.#life?.isLive) return;
        this.#show(glance);
        this.#tell("change", { reason: "elsewhere", events: 0 });
      }),
    );
    this.#paint();
    if (view !== "card") this.#unfold();
    // Whoever made the element has the time to listen.
    if (isCard) queueMicrotask(() => this.#ready("card"));
    if (!isCard || view === "gate") this.#join().catch(() => {});
  }

  #end() {
    this.#wasLive = this.#life?.isLive;
    for (const end of this.#endings) end();
    this.#endings = [];
    this.#life = this.#joining = this.#charter = null;
  }

  /** Fetches what the other views are painted with. */
  async #unfold() {
    try {
      this.#panels ??= await loadPanels();
      dress(this.#shadow, this.#panels.look);
      this.#painted = null;
      this.#paint();
    } catch (error) {
      this.#fail(error);
    }
  }

  #join() {
    const endings = this.#endings;
    const join = async () => {
      const { attend } = await loadLive();
      // It is in no page, or was removed or moved meanwhile.
      if (endings !== this.#endings || !this.#charter) throw Error("the element is not in the page");
      this.#life = attend({
        element: this,
        shadow: this.#shadow,
        root: this.#root,
        charter: this.#charter,
        isMoved: this.#wasLive,
        show: (glance, note) => this.#show(glance, note),
        tell: (name, detail) => this.#tell(name, detail),
        ready: (mode) => this.#ready(mode),
        fail: (error, note) => this.#fail(error, note),
      });
      endings.push(() => this.#life.end());
      this.#paint();
      return this.#life;
    };
    this.#joining ??= join().catch((error) => {
      if (endings === this.#endings) {
        this.#joining = null;
        this.#fail(error);
      }
      throw error;
    });
    return this.#joining;
  }

  #show(glance, note) {
    this.#found = glance;
    this.#note = note;
    this.#isWaiting = false;
    this.#paint();
    this.#life?.look(true);
  }

  #fail({ code = "internal", message }, note) {
    this.#note = note;
    this.#isWaiting = false;
    this.#paint();
    warn(message);
    this.#tell("error", { code, message });
    this.#ready("card");
  }

  #paint() {
    if (!this.#charter) return;
    const say = voice(this);
    const { glance, view } = this;
    // A gate, and what a frame took the place of, are not painted from here.
    if (this.#life?.paint(say) || view === "gate") return;
    const isEmpty = this.#isWaiting && !glance;
    const note = this.#note?.(say, glance);
    const shown = JSON.stringify([glance, note, isEmpty, say.locale, ...NAMES.map((name) => this.getAttribute(name))]);
    if (shown === this.#painted) return;
    this.#painted = shown;
    const line = note && make("p note", { role: "status" }, note);
    const tell = (name, detail) => this.#tell(name, detail);
    const how = { charter: this.#charter, isEmpty, note: line, tell };
    let section;
    try {
      section = this.#section(glance ?? {}, say, how);
    } catch (error) {
      warn(`this glance cannot be shown: ${error.message}`);
      section = this.#section({}, say, how);
    }
    const root = this.#root;
    root.lang = say.language;
    root.ariaBusy = isEmpty;
    root.style.setProperty("--own", glance?.community?.accent ?? "");
    root.replaceChildren(section, (view === "card" && line) || "");
  }

  #section(glance, say, how) {
    return this.view === "card" ? card(glance, say, how) : (this.#panels?.panel(this, glance, say, how) ?? "");
  }

  /** Is told once for each mode; `card` only where nothing better was there before. */
  #ready(mode) {
    if (this.#readyAs === mode || (this.#readyAs && mode === "card")) return;
    this.#readyAs = mode;
    this.#tell("ready", { mode });
  }

  /** Answers whether nobody objected. */
  #tell(name, detail) {
    const options = { detail, bubbles: true, composed: true, cancelable: name === "select" };
    return this.dispatchEvent(new CustomEvent(`guildhall-${name}`, options));
  }

  /** What is shown now. */
  get glance() {
    return this.#given ?? this.#found;
  }

  /** Shows this instead of what the hall says; `null` goes back to that. */
  set glance(glance) {
    this.#given = known(glance);
    if (glance && !this.#given) warn("what was set as `glance` is none of a form that this script knows");
    this.#paint();
    this.#life?.look(true);
  }

  get when() {
    return this.#when ?? this.getAttribute("when") ?? "";
  }

  /** A condition, as text or as an object. */
  set when(condition) {
    const isObject = condition && typeof condition === "object";
    reflect(this, "when", isObject ? null : condition);
    this.#when = isObject ? condition : null;
    this.#life?.look();
  }

  /** The open hall; opens it if need be. What was set just before counts, too. */
  async hall() {
    await 0;
    return (await this.#join()).hall();
  }

  /** Looks again, also where the hall could not be reached before. */
  async refresh() {
    await 0;
    return (await this.#join()).refresh();
  }
}

function reflect(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

for (const name of NAMES) {
  if (name in GuildhallMember.prototype) continue;
  Object.defineProperty(GuildhallMember.prototype, name, {
    get() {
      return read(this, name);
    },
    set(value) {
      reflect(this, name, value);
    },
    enumerable: true,
    configurable: true,
  });
}
