import { createContext } from "react";

/** The question that is being edited, if one is. */
export interface Editing {
  readonly editingId: string | undefined;
  readonly edit: (id: string | undefined) => void;
}

export const EditingContext = createContext<Editing>({ editingId: undefined, edit: () => {} });
