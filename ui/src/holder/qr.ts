import type { QrView } from "../backend/types";
import { deviceScale } from "../parts/scale";
import { svg } from "./dom";

const quiet = 4;

/** One path, whole device pixels for each module, the quiet zone inside the white plate. */
export function picture(qr: QrView, label: string): SVGElement {
  const modules = String(qr.size + 2 * quiet);
  const plate = svg("svg", {
    class: "qr",
    role: "img",
    "aria-label": label,
    viewBox: `0 0 ${modules} ${modules}`,
    "shape-rendering": "crispEdges",
    "data-testid": "qr",
    "data-level": qr.level,
    "data-module-px": String(qr.modulePx),
  });
  plate.append(svg("path", { d: qr.path }));
  return plate;
}

/** Puts the plate in the middle of its stage, on a device pixel: else its modules would not all be the same. */
export function place(plate: SVGElement, stage: HTMLElement, qr: QrView): void {
  const scale = deviceScale();
  const side = ((qr.size + 2 * quiet) * qr.modulePx) / scale;
  // A bigger code takes room from the words, never the other way: its white edge must stay whole.
  stage.style.minWidth = `${side}px`;
  const room = stage.getBoundingClientRect();
  const snap = (start: number, free: number): string =>
    `${Math.round((start + free / 2) * scale) / scale - start}px`;
  plate.style.width = plate.style.height = `${side}px`;
  plate.style.left = snap(room.left, room.width - side);
  plate.style.top = snap(room.top, room.height - side);
}
