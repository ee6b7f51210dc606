import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckpointSummary } from "@qwents/engine";

/** Cards begin with their data. */
const mostCharacters = 20_000;

/** The licence that a model's own files name: of GGUF in the metadata, of a folder in its card's data. */
export async function licenceOf(
  { container, metadata }: CheckpointSummary,
  place: string,
): Promise<string | undefined> {
  if (container === "gguf") return licenceIn((key) => metadata[`general.${key.replace("_", ".")}`]);
  const card = await readFile(join(place, "README.md"), "utf8").catch(() => "");
  const [, data = ""] = /^---\r?\n(.*?)\r?\n---/s.exec(card.slice(0, mostCharacters)) ?? [];
  return licenceIn((key) => new RegExp(`^${key}:[ \\t]*["']?([^"'\\r\\n]+)`, "m").exec(data)?.[1]);
}

/** Licences without a usual name are "other", with a name of their own beside it. */
function licenceIn(value: (key: "license" | "license_name" | "license_link") => unknown): string | undefined {
  const text = (key: Parameters<typeof value>[0]): string[] => {
    const found = value(key);
    return typeof found === "string" && found.trim() !== "" ? [found.trim()] : [];
  };
  const [licence] = text("license");
  const named = licence === undefined || licence === "other" ? [...text("license_name"), ...text("license_link")] : [];
  return named.length > 0 ? named.join(", ") : licence;
}
