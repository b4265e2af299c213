import { hydrate, render } from "preact";

export function mount(Scene, host, props, { isHydrating }) {
  if (isHydrating) hydrate(<Scene {...props} />, host);
  else render(<Scene {...props} />, host);
  return {
    update: (props) => render(<Scene {...props} />, host),
    unmount: () => render(null, host),
  };
}
