import { createSSRApp, h } from "vue";
import { renderToString } from "vue/server-renderer";

export const render = (Scene, props) => renderToString(createSSRApp({ render: () => h(Scene, props) }));
