/**
 * The shape of a language's texts: the English ones', with other words. Where a language tells one from many otherwise,
 * its keys have i18next's endings all the same (`_one`, `_other`).
 */
export type Texts<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Texts<English[Key]>;
};

interface TextsModule {
  readonly texts: Readonly<Record<string, unknown>>;
}

const files = import.meta.glob<TextsModule>(["./locales/*.ts", "../features/*/locales/*.ts"]);

/** Texts of the shell are the namespace "app"; those of a page have its folder's name. Each file is a chunk of its own. */
export async function loadTexts(language: string, namespace: string): Promise<TextsModule["texts"]> {
  const path = namespace === "app" ? `./locales/${language}.ts` : `../features/${namespace}/locales/${language}.ts`;
  const load = files[path];
  if (load === undefined) throw new Error(`There are no texts at ${path}.`);
  return (await load()).texts;
}
