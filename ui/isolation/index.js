// What a page asks of Rust comes through here first: Tauri keeps this script in a frame that no page can reach into, and
// Rust takes nothing that this frame has not sealed. It knows no window and grants nothing; the capabilities do.
(() => {
  const DESK = /^plugin:desk\|[a-z]{1,20}(?:_[a-z]{1,20}){0,5}$/;
  const EVENTS = {
    "plugin:event|listen": ["event", "handler", "target"],
    "plugin:event|unlisten": ["event", "eventId"],
  };

  const isPlain = (value) => Object.prototype.toString.call(value) === "[object Object]";

  function isOurs({ cmd, payload }) {
    if (typeof cmd !== "string" || !isPlain(payload)) return false;
    const names = DESK.test(cmd) ? ["request"] : Object.hasOwn(EVENTS, cmd) ? EVENTS[cmd] : [];
    return names.length > 0 && Object.keys(payload).every((name) => names.includes(name));
  }

  // A message that is dropped would never be answered. This one goes on under a name that Rust does not know, and is refused.
  window.__TAURI_ISOLATION_HOOK__ = (message) => {
    const { callback, error } = message;
    return isOurs(message)
      ? { cmd: message.cmd, callback, error, payload: message.payload }
      : { cmd: "refused", callback, error, payload: {} };
  };

  // Tauri looks for the function above after 50 ms, and until then the first screen waits. It is there already.
  const { setTimeout } = window;
  window.setTimeout = (look) => setTimeout(look, 0);
})();
