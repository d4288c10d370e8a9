// A chosen picture as base64 text. Whether it is a picture, and small enough, the core decides.

/** The service takes 500 kB for a whole request. */
export const requestLimit = 500_000;

const chunk = 0x8000;

export async function readPicture(file: Blob): Promise<string | null> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = "";
    for (let at = 0; at < bytes.length; at += chunk) {
      binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
    }
    return btoa(binary);
  } catch {
    return null;
  }
}

/** Bytes that a base64 text stands for. */
export function byteLength(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return Math.max(0, Math.floor((base64.length * 3) / 4) - padding);
}

/** A blob address for the preview: the only kind of made-up picture that this window may load. */
export function pictureUrl(base64: string): string | null {
  try {
    const binary = atob(base64.replace(/-/g, "+").replace(/_/g, "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return URL.createObjectURL(new Blob([bytes]));
  } catch {
    return null;
  }
}
