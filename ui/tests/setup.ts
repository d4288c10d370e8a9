import { cleanup, configure } from "@testing-library/svelte";
import { afterEach } from "vitest";

// A screen read late may take its time on a busy machine.
configure({ asyncUtilTimeout: 5000 });

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});
