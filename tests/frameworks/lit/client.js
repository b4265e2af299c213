import { hydrate } from "@lit-labs/ssr-client";
import { nothing, render } from "lit";

export function mount(scene, host, props, { isHydrating }) {
  if (isHydrating) hydrate(scene(props), host);
  else render(scene(props), host);
  return {
    update: (props) => render(scene(props), host),
    unmount: () => render(nothing, host),
  };
}
