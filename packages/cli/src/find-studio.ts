import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The built studio: in the repository it lies in its package, a published package carries a copy beside its code. */
export function findStudio(): string | undefined {
  const places = ["../../studio/dist", "../studio"];
  return places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((folder) => existsSync(`${folder}/index.html`));
}
