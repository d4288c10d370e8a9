import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { fluent } from "./fluent";
import { withoutHydration } from "./hydration";
import { squeeze } from "./squeeze";

export default defineConfig(({ command }) => ({
  base: "/",
  plugins: [fluent(command === "build"), withoutHydration(), svelte(), squeeze()],
  // NOTE: no TAURI_ prefix here: signing keys live in such variables (R135).
  envPrefix: "VITE_",
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  // NOTE: an empty list here would drop the defaults and bundle Svelte for a server.
  ...(process.env.VITEST && { resolve: { conditions: ["browser"] } }),
  build: {
    target: ["es2022", "safari16"],
    sourcemap: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: { staff: "index.html", holder: "holder.html" },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // Small parts that are opened one after the other weigh less in one file.
          groups: [
            {
              name: "lists",
              test: /staff\/(activity|pending)\/[A-Z]\w+\.svelte$|pending\/words|later\/pending\.ftl$|ExportActs|facts\.ts$|print\.ts$/,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    // Nothing else runs beside these; by itself Vitest leaves half of the processors idle.
    maxWorkers: "100%",
    // Longer than several waits of the testing library, which are bounded themselves.
    testTimeout: 30_000,
  },
}));
