import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInstance } from "i18next";
import { describe, expect, test } from "vitest";
import { languages } from "../src/i18n/language.ts";

const source = fileURLToPath(new URL("../src", import.meta.url));
const features = readdirSync(join(source, "features"));
const namespaces = [
  { name: "app", folder: join(source, "i18n/locales"), code: [join(source, "app"), join(source, "ui")] },
  ...features.map((name) => ({
    name,
    folder: join(source, "features", name, "locales"),
    code: [join(source, "features", name)],
  })),
];

async function textsOf(folder: string, language: string): Promise<ReadonlyMap<string, string>> {
  const { texts } = (await import(join(folder, `${language}.ts`))) as { texts: object };
  return new Map(leaves(texts));
}

function leaves(value: object, path: readonly string[] = []): [string, string][] {
  return Object.entries(value).flatMap(([key, item]): [string, string][] => {
    const here = [...path, key];
    return typeof item === "string" ? [[here.join("."), item]] : leaves(item as object, here);
  });
}

function codeOf(folders: readonly string[]): string {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes("locales"))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
  );
  return files.join("\n");
}

const placeholders = (text: string): string[] => (text.match(/\{\{\w+/g) ?? []).sort();

describe.each(namespaces)("texts of $name", ({ folder, code }) => {
  test.each(languages)("%s has all of them, with the same placeholders", async (language) => {
    const english = await textsOf(folder, "en");
    const texts = await textsOf(folder, language);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) {
      expect(text.trim(), key).not.toBe("");
      expect(placeholders(text), key).toEqual(placeholders(english.get(key)!));
    }
  });

  test("all are used", async () => {
    const source = codeOf(code);
    // A key may be named whole, or by its beginning where a template string has the rest.
    const isUsed = (key: string): boolean => {
      const base = key.replace(/_(zero|one|two|few|many|other)$/, "");
      const parts = base.split(".");
      const beginnings = parts.slice(1).map((_, i) => `\`${parts.slice(0, i + 1).join(".")}.\${`);
      return source.includes(`"${base}"`) || beginnings.some((beginning) => source.includes(beginning));
    };
    const unused = [...(await textsOf(folder, "en")).keys()].filter((key) => !isUsed(key));
    expect(unused).toEqual([]);
  });
});

/** Others are counts of what is on a page, and small. */
const withNumbers = [
  ["chat", "stats.tokens", "count"],
  ["chat", "settings.atLeast", "min"],
  ["chat", "settings.between", "max"],
  ["chat", "settings.wholeBetween", "max"],
  ["compare", "figures.tokens", "count"],
  ["compare", "summary.tokens", "count"],
  ["glass", "step.prompt", "count"],
  ["glass", "step.both", "prompt"],
] as const;

test.each(languages)("large numbers in %s are written as the language writes them", async (lng) => {
  const i18n = createInstance();
  await i18n.init({ lng, interpolation: { escapeValue: false } });
  for (const [name, key, placeholder] of withNumbers) {
    const folder = join(source, "features", name, "locales");
    i18n.addResourceBundle(lng, name, ((await import(join(folder, `${lng}.ts`))) as { texts: object }).texts);
    const t = i18n.getFixedT(lng, name) as unknown as (key: string, values: object) => string;
    expect(t(key, { [placeholder]: 12345 }), key).toContain(new Intl.NumberFormat(lng).format(12345));
  }
});
