import { flushSync, hydrate, mount as mountAnew, unmount } from "svelte";

export function mount(Scene, target, given, { isHydrating }) {
  let current = $state.raw(given);
  const props = {};
  for (const name of Object.keys(given)) Object.defineProperty(props, name, { get: () => current[name], enumerable: true });
  const scene = (isHydrating ? hydrate : mountAnew)(Scene, { target, props });
  flushSync();
  return {
    update(given) {
      current = given;
      flushSync();
    },
    unmount: () => unmount(scene),
  };
}
