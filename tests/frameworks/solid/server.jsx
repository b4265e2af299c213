import { generateHydrationScript, renderToString } from "solid-js/web";

export const render = (Scene, props) => renderToString(() => <Scene {...props} />);

/** What a page needs before it is hydrated; inline otherwise, which a strict policy forbids. */
export const preface = () => generateHydrationScript().replace(/^<script[^>]*>|<\/script>.*$/g, "");
