import { renderToString } from "react-dom/server";

export const render = (Scene, props) => renderToString(<Scene {...props} />);
