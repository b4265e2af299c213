import { flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";

export function mount(Scene, host, props, { isHydrating }) {
  let root;
  flushSync(() => {
    if (isHydrating) root = hydrateRoot(host, <Scene {...props} />);
    else (root = createRoot(host)).render(<Scene {...props} />);
  });
  return {
    update: (props) => flushSync(() => root.render(<Scene {...props} />)),
    unmount: () => root.unmount(),
  };
}
