import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Backend } from "./client";

export const tauri: Backend = {
  // The commands are the plugin `desk`, so that each window's capability can name them.
  call: (command, request) => invoke(`plugin:desk|${command}`, { request }),
  on(event, hear) {
    let stopped = false;
    const unlisten = listen(event, ({ payload }) => {
      if (!stopped) hear(payload as never);
    });
    return () => {
      stopped = true;
      unlisten.then((stop) => stop());
    };
  },
};
