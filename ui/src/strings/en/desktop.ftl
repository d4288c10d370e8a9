# Shown by the operating system; no names, nothing to fill in.
notice-ends-soon = The live offer ends in 30 seconds.
notice-claimed = The offer was claimed.
