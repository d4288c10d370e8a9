import { createContext } from "svelte";
import type { Desk } from "./desk.svelte";

/** The desk, for every component below the window. */
export const [desk, provideDesk] = createContext<Desk>();
