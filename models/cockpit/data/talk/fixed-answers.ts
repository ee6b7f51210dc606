import type { Language } from "../domain.ts";

/** A wish that belongs to an assistant in a car, but no offered tool fits. */
export const noTool: Readonly<Record<Language, string>> = {
  en: "I have no tool for that here.",
  de: "Dafür habe ich hier kein Werkzeug.",
};

/** After a tool that answered with an error. */
export const failed: Readonly<Record<Language, (error: string) => string>> = {
  en: (error) => `That did not work: ${error}.`,
  de: (error) => `Das hat nicht geklappt: ${error}.`,
};
