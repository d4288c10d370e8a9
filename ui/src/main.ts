import { mount } from "svelte";
import "./fonts.css";
import "./tokens.css";
import "./base.css";
import { tauri } from "./backend/tauri";
import Staff from "./staff/Staff.svelte";

const target = document.getElementById("app");
if (target) mount(Staff, { target, props: { backend: tauri } });
