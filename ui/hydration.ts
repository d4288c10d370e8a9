// Leaves out the code by which Svelte takes over markup from a server: this window has none, and it weighs 1.7 kB.
// Svelte keeps that code behind one flag for this purpose, but `mount` still writes to the flag.
import type { Plugin } from "vite";

const flag = "export let hydrating = false;";
const write = "\thydrating = value;";

export function withoutHydration(): Plugin {
  return {
    name: "without-hydration",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("svelte/src/internal/client/dom/hydration.js")) return null;
      if (!code.includes(flag) || !code.includes(write)) throw new Error("Svelte's hydration flag has moved");
      return { code: code.replace(flag, flag.replace("let", "const")).replace(write, ""), map: null };
    },
  };
}
