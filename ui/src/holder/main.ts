// The holder window's page. It asks for nothing and hears one function call: Rust pushes what it shows.
// Without a framework: each message replaces the picture whole, and the window stays light and closed.
import "../fonts.css";
import "../tokens.css";
import "../base.css";
import "./holder.css";
import type { HolderMessage } from "../backend/types";
import { Page } from "./page";

declare global {
  interface Window {
    counterfoilHolder?: (message: HolderMessage) => void;
  }
}

const page = new Page(document.body);
window.counterfoilHolder = (message) => page.take(message);
window.addEventListener("resize", () => page.draw());
// The native window takes no input; were one to get through, it does nothing.
for (const habit of ["keydown", "contextmenu", "wheel", "dragstart", "dragover", "drop", "mousedown"]) {
  window.addEventListener(habit, (event) => event.preventDefault(), { passive: false });
}
