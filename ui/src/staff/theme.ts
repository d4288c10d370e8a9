import type { Theme } from "../backend/types";

/** Shows the window in this theme; the system's is followed as it changes. Returns what stops that. */
export function followTheme(theme: Theme): () => void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    document.documentElement.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  };
  show();
  dark.addEventListener("change", show);
  return () => dark.removeEventListener("change", show);
}
