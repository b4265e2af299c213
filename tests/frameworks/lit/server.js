import { render as renderOnServer } from "@lit-labs/ssr";
import { collectResult } from "@lit-labs/ssr/lib/render-result.js";

export const render = (scene, props) => collectResult(renderOnServer(scene(props)));
