/** @type {import("@sveltejs/vite-plugin-svelte").SvelteConfig} */
export default {
  compilerOptions: {
    discloseVersion: false,
    // Short class names: they are most of what does not compress.
    cssHash: ({ hash, css }) => `s${hash(css).slice(0, 4)}`,
  },
};
