import { mergeSchemas } from "./merge-schemas.ts";
import { checkSchema, isObject, listOf, type Schema, schemaError } from "./schema.ts";

export interface Strictness {
  /** Called with what can not be kept to. */
  readonly unenforced: (path: string, complaint: string) => void;
}

const maxNesting = 64;
/** Beside a reference these say nothing of values. */
const silent = ["$defs", "definitions", "$schema", "$id", "$comment", "title", "description", "default", "examples"];

/** Schemas without references and `allOf`: these are followed and merged. Each schema is read once. */
export class FlatSchemas {
  readonly #document: Schema | boolean;
  readonly #unenforced: Strictness["unenforced"];
  readonly #flat = new Map<Schema, Schema | boolean>();
  readonly #open = new Set<Schema>();

  constructor(document: Schema | boolean, { unenforced }: Strictness) {
    this.#document = document;
    this.#unenforced = unenforced;
  }

  /** @throws QwenError `grammar/invalid` */
  of(value: unknown, path: string): Schema | boolean {
    const schema = checkSchema(value, path);
    if (typeof schema === "boolean") return schema;
    const known = this.#flat.get(schema);
    if (known !== undefined) return known;
    if (this.#open.has(schema) || this.#open.size >= maxNesting)
      throw schemaError(path, "refers to itself without end");
    this.#open.add(schema);
    const flat = this.#flatten(schema, path);
    this.#open.delete(schema);
    this.#flat.set(schema, flat);
    return flat;
  }

  #flatten(schema: Schema, path: string): Schema | boolean {
    const { $ref, allOf, ...own } = schema;
    if ($ref === undefined && allOf === undefined) return schema;
    const parts = listOf(allOf).map((part, i) => this.of(part, `${path}/allOf/${i}`));
    if ($ref !== undefined) parts.unshift(this.#follow($ref, path));
    if (Object.keys(own).some((keyword) => !silent.includes(keyword))) parts.push(own);
    if (parts.includes(false)) return false;
    const schemas = parts.filter(isObject);
    const conflicts = (keyword: string) => this.#unenforced(path, `combines two of "${keyword}"`);
    return schemas.length === 0 ? true : schemas.reduce((merged, part) => mergeSchemas(merged, part, conflicts));
  }

  #follow(reference: unknown, path: string): Schema | boolean {
    const found = typeof reference === "string" ? this.#lookUp(reference) : undefined;
    if (found !== undefined) return this.of(found, String(reference));
    const shown = JSON.stringify(reference)?.slice(0, 80);
    this.#unenforced(
      path,
      `refers to ${shown}, which is not within it: only references such as "#/$defs/name" are followed`,
    );
    return true;
  }

  #lookUp(reference: string): unknown {
    if (reference !== "#" && !reference.startsWith("#/")) return undefined;
    let found: unknown = this.#document;
    for (const part of reference.split("/").slice(1)) {
      const key = unescaped(part);
      const isThere = typeof found === "object" && found !== null && Object.hasOwn(found, key);
      found = isThere ? (found as Schema)[key] : undefined;
    }
    return found;
  }
}

function unescaped(part: string): string {
  const plain = part.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
