import { renderToString } from "preact-render-to-string";

export const render = (Scene, props) => renderToString(<Scene {...props} />);
