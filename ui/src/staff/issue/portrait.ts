// A chosen picture on its way to a portrait. What it is, and whether it will do, the core decides.
import type { Attachment } from "svelte/attachments";
import { plainError } from "../../backend/client";
import type { Frame } from "../../backend/types";

/** A larger file is not even read; the core has the same limit. */
export const largestFile = 20 * 1024 * 1024;

const ratio = 35 / 45;
/** Of the whole picture. */
const step = 0.02;
const sizeStep = 1.1;
const mostZoom = 8;

export const middle: Frame = { x: 0.5, y: 0.5, zoom: 1 };

export interface Size {
  width: number;
  height: number;
}

export const readBase64 = (file: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^.*,/, ""));
    reader.onerror = () => fail(plainError("not_a_picture"));
    reader.readAsDataURL(file);
  });

// What a record holds need not be a picture.
function urlOf(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return URL.createObjectURL(new Blob([bytes]));
  } catch {
    return undefined;
  }
}

/** Shows a picture by a blob address: the only kind of made-up picture that this window may load. */
export const shows =
  (base64: string): Attachment<HTMLImageElement> =>
  (image) => {
    const url = urlOf(base64);
    if (!url) return;
    image.src = url;
    return () => URL.revokeObjectURL(url);
  };

/** How large the frame is, as parts of the picture. */
export function frameSize({ width, height }: Size, zoom: number): Size {
  const widest = Math.min(width, height * ratio) / zoom;
  return { width: widest / width, height: widest / ratio / height };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The frame moved into the picture. */
export function within(picture: Size, { x, y, zoom }: Frame): Frame {
  const { width, height } = frameSize(picture, zoom);
  return { x: clamp(x, width / 2, 1 - width / 2), y: clamp(y, height / 2, 1 - height / 2), zoom };
}

export const resized = (frame: Frame, larger: boolean): Frame => ({
  ...frame,
  zoom: clamp(frame.zoom * (larger ? 1 / sizeStep : sizeStep), 1, mostZoom),
});

/** What a key makes of the frame; nothing when the key is for something else. */
export function nudged(frame: Frame, key: string): Frame | undefined {
  const across = step * (Number(key === "ArrowRight") - Number(key === "ArrowLeft"));
  const down = step * (Number(key === "ArrowDown") - Number(key === "ArrowUp"));
  if (across || down) return { ...frame, x: frame.x + across, y: frame.y + down };
  return /^[-+=]$/.test(key) ? resized(frame, key !== "-") : undefined;
}

/** The first file that was dropped or pasted, except a list of people. */
export const pictureOf = (given: DataTransfer | null): File | undefined =>
  [...(given?.files ?? [])].find(({ name }) => !/\.csv$/i.test(name));
