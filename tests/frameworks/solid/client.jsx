import { createSignal } from "solid-js";
import { hydrate, render } from "solid-js/web";

export function mount(Scene, host, given, { isHydrating }) {
  const [props, set] = createSignal(given);
  const unmount = (isHydrating ? hydrate : render)(() => <Scene {...props()} />, host);
  return { update: set, unmount };
}
