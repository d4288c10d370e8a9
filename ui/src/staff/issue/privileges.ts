// Rows of the driving-privileges editor, as the core takes and gives them: JSON text of four texts a row.

export interface Row {
  category: string;
  issued: string;
  expires: string;
  restrictions: string;
}

export const blankRow = (): Row => ({ category: "", issued: "", expires: "", restrictions: "" });

export const rowsOf = (text: string): Row[] => {
  try {
    return text ? JSON.parse(text) : [];
  } catch {
    return [];
  }
};

const isBlank = (row: Row): boolean => Object.values(row).every((part) => !part.trim());

/** Empty when nothing is typed in any row. */
export const rowsText = (rows: readonly Row[]): string => (rows.every(isBlank) ? "" : JSON.stringify(rows));
