import vue from "@vitejs/plugin-vue";

const isCustomElement = (tag) => tag === "guildhall-member";
export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
