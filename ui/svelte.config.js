const hashes = new Map();

/** Short class names: they are most of what does not compress. Two components must not get the same one. */
function shortHash({ hash, css }) {
  const name = `s${hash(css).slice(-3)}`;
  if ((hashes.get(name) ?? css) !== css) throw new Error(`two components have the class ${name}`);
  hashes.set(name, css);
  return name;
}

/** @type {import("@sveltejs/vite-plugin-svelte").SvelteConfig} */
export default {
  compilerOptions: {
    // Without it a component that uses no rune is compiled the old way, and brings that runtime along.
    runes: true,
    discloseVersion: false,
    cssHash: shortHash,
  },
};
