import { mount } from "svelte";
import "./fonts.css";
import "./tokens.css";
import "./base.css";
import { tauri } from "./backend/tauri";
import Staff from "./staff/Staff.svelte";

function open() {
  const target = document.getElementById("app");
  if (target) mount(Staff, { target, props: { backend: tauri } });
}

// The script is `async`, so that the frame through which commands go is read beside it and not after it.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", open);
else open();
