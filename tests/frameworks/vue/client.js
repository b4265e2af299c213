import { createApp, createSSRApp, h, nextTick, shallowReactive } from "vue";

export function mount(Scene, host, given, { isHydrating }) {
  const props = shallowReactive({ ...given });
  const app = (isHydrating ? createSSRApp : createApp)({ render: () => h(Scene, props) });
  app.mount(host);
  return {
    update(given) {
      Object.assign(props, given);
      return nextTick();
    },
    unmount: () => app.unmount(),
  };
}
