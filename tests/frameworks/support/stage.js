// The page's side of the tests: shows the scenes of a framework, one at a time, as a test asks for it.

/** What a test cannot hand into a page: functions, which write down what they hear. */
const listeners = (heard) => ({
  onHeard: (spelling) => heard.push(spelling),
  onSelect(event) {
    event.preventDefault();
    heard.push(`kebab-case, ${event.detail.href}`);
  },
});

/** Puts `stage` into the page. `mount(Scene, host, props, { isHydrating })` is the framework's own, and answers how to go on. */
export function furnish(scenes, mount) {
  let shown;
  globalThis.stage = {
    heard: [],
    /** The props that the scene has now. */
    given: null,
    element: () => document.querySelector("#stage guildhall-member"),
    async show(scene, props, { isHydrating = false }) {
      this.heard.length = 0;
      this.given = { ...props, ...listeners(this.heard) };
      shown = await mount(scenes[scene], document.querySelector("#stage"), this.given, { isHydrating });
      // Some have a scene's effects run only when it has been painted.
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    },
    async change(props) {
      this.given = { ...this.given, ...props };
      await shown.update(this.given);
    },
    async clear() {
      await shown?.unmount();
      shown = this.given = null;
    },
  };
}

/** Gives the element a property with a name in camelCase; it has none of its own. */
export function addSeatPlan() {
  const plans = new WeakMap();
  Object.defineProperty(customElements.get("guildhall-member").prototype, "seatPlan", {
    get() {
      return plans.get(this);
    },
    set(plan) {
      plans.set(this, plan);
    },
  });
}
