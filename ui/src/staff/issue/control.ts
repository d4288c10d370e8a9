import type { Field } from "../../backend/types";

/** What every control of the claims form is given. */
export interface ControlProps {
  id: string;
  field: Field;
  value: string;
  /** "required", "optional", "used in both" */
  mark: string;
  hint: string;
  problem: string | undefined;
  type: (text: string) => void;
}

export function describedBy(id: string, hint: string, problem: string | undefined): string | undefined {
  return [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ") || undefined;
}
