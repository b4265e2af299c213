import { render as renderOnServer } from "svelte/server";

export const render = (Scene, props) => renderOnServer(Scene, { props }).body;
