// The seam. Screens know this interface only; they do not know that Tauri is behind it.
import type { AppError, Commands, Events } from "./types";

export type Request<K extends keyof Commands> = Commands[K][0];
export type Response<K extends keyof Commands> = Commands[K][1];

export interface Backend {
  call<K extends keyof Commands>(command: K, request: Request<K>): Promise<Response<K>>;
  on<E extends keyof Events>(event: E, hear: (payload: Events[E]) => void): () => void;
}

/** An error that needs nothing but its sentence. */
export const plainError = (code: AppError["code"]): AppError => ({
  code,
  params: {},
  fields: [],
  tenantFields: [],
  reference: null,
});

/** Anything that is thrown becomes an error that has a sentence. */
export function toAppError(thrown: unknown): AppError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "fields" in thrown) {
    return thrown as AppError;
  }
  return plainError("internal");
}
