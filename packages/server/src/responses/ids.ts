/** A new id of OpenAI's form, that nobody can guess: `resp_…`, `msg_…`. */
export function newId(prefix: string): string {
  return `${prefix}_${crypto.randomUUID().replaceAll("-", "")}`;
}
