type Present<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };

/** The fields that were given: null and undefined both say nothing. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Present<T>;
}
