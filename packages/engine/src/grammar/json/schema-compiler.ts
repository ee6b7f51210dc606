import { choice, type Expression, literal, never, oneOf, type Rules } from "../expression.ts";
import { tooComplex } from "../grammar-error.ts";
import { AnyValue } from "./any-value.ts";
import { arrayExpression } from "./array-expression.ts";
import { areDisjoint } from "./disjoint.ts";
import { exactly } from "./exact-value.ts";
import { FlatSchemas, type Strictness } from "./flat-schemas.ts";
import { escapedCharacter, integer, number, quoted, stringOf } from "./json-text.ts";
import { boundsOf } from "./number-bounds.ts";
import { numberWithin } from "./number-range.ts";
import { objectExpression } from "./object-expression.ts";
import { listOf, numberOf, type Schema, schemaError } from "./schema.ts";
import { maxDepth, type SchemaContext } from "./schema-context.ts";
import { boundOf, isNever, isOfType, reportUnenforced, typeOf, typesOf } from "./schema-keywords.ts";
import { stringExpression } from "./string-expression.ts";

/** Objects and arrays in each other where the schema says nothing of them. */
const maxFreeDepth = 12;
/** Schemas in each other, of which not all are objects or arrays. */
const maxNesting = 200;
const maxCompiled = 40_000;

/** Compiles JSON Schemas to expressions for the JSON that they allow, or a part of it. */
export class SchemaCompiler implements SchemaContext {
  readonly rules: Rules;
  readonly strictness: Strictness;
  readonly flat: FlatSchemas;
  readonly #any: AnyValue;
  /** By schema and depth. */
  readonly #compiled = new Map<Schema, Map<number, Expression>>();
  #numCompiled = 0;
  #nesting = 0;

  /** @param document what references refer to */
  constructor(document: Schema | boolean, rules: Rules, strictness: Strictness) {
    this.rules = rules;
    this.strictness = strictness;
    this.flat = new FlatSchemas(document, strictness);
    this.#any = new AnyValue(rules);
  }

  /**
   * @param depth objects and arrays around it. What is too deep is not there: alternatives without it are chosen.
   * @throws QwenError `grammar/invalid`, `grammar/too-complex`
   */
  value(schema: unknown, path: string, depth = 0): Expression {
    const flat = this.flat.of(schema, path);
    if (typeof flat === "boolean") return flat ? this.any(depth) : never;
    const byDepth = this.#compiled.get(flat) ?? new Map<number, Expression>();
    this.#compiled.set(flat, byDepth);
    const known = byDepth.get(depth);
    if (known !== undefined) return known;
    const rule = this.rules.declare();
    byDepth.set(depth, rule);
    if (++this.#numCompiled > maxCompiled || ++this.#nesting > maxNesting) throw tooLarge();
    this.rules.define(rule, this.#expression(flat, path, depth));
    this.#nesting--;
    return rule;
  }

  any(depth: number): Expression {
    return this.#any.of(freeDepth(depth));
  }

  /** @throws QwenError `grammar/invalid` */
  string(schema: Schema, path: string): Expression {
    const writer = { character: escapedCharacter, enclose: quoted, any: stringOf };
    return stringExpression(schema, path, writer, this.strictness);
  }

  #expression(schema: Schema, path: string, depth: number): Expression {
    if (isNever(schema)) return never;
    reportUnenforced(schema, path, this.strictness);
    for (const keyword of ["anyOf", "oneOf"]) {
      if (schema[keyword] !== undefined) return this.#alternatives(schema, keyword, path, depth);
    }
    const types = typesOf(schema);
    const values = Object.hasOwn(schema, "const") ? [schema.const] : schema.enum;
    if (values !== undefined) return this.#values(listOf(values), schema, path);
    if (types === undefined) return this.any(depth);
    return choice(...types.map((type) => this.#typed(type, schema, path, depth)));
  }

  #typed(type: string, schema: Schema, path: string, depth: number): Expression {
    switch (type) {
      case "object":
        return objectExpression(this, schema, path, depth);
      case "array":
        return arrayExpression(this, schema, path, depth);
      case "string":
        return this.string(schema, path);
      case "number":
      case "integer":
        return this.#number(schema, type === "integer", path);
      case "boolean":
        return oneOf(["true", "false"]);
      default:
        return literal("null");
    }
  }

  freeObject(depth: number): Expression {
    return this.#any.object(freeDepth(depth));
  }

  freeArray(depth: number): Expression {
    return this.#any.array(freeDepth(depth));
  }

  #alternatives(schema: Schema, keyword: string, path: string, depth: number): Expression {
    const { [keyword]: listed, ...own } = schema;
    if (!Array.isArray(listed) || listed.length === 0) throw schemaError(path, `has "${keyword}" that is no list`);
    const parts = listed.map((part, i) => this.flat.of(part, `${path}/${keyword}/${i}`));
    if (keyword === "oneOf" && !areDisjoint(parts)) {
      this.strictness.unenforced(path, 'has "oneOf" whose alternatives may both be true: use "anyOf"');
    }
    const isBare = typesOf(own) === undefined && own.anyOf === undefined && own.oneOf === undefined;
    const all = isBare && own.enum === undefined && own.const === undefined ? parts : this.#merged(own, parts);
    return choice(...all.map((part, i) => this.value(part, `${path}/${keyword}/${i}`, depth)));
  }

  #merged(own: Schema, parts: readonly (Schema | boolean)[]): Schema[] {
    return parts.map((part) => ({ allOf: [own, part] }));
  }

  #values(values: readonly unknown[], schema: Schema, path: string): Expression {
    const types = typesOf(schema);
    const isKept = (value: unknown) => schema.type === undefined || isOfType(typeOf(value), types ?? []);
    const bound = boundOf(schema);
    if (bound !== undefined) this.strictness.unenforced(path, `has "${bound}" beside the values it lists`);
    const kept = values.filter(isKept);
    const scalars = kept.filter((value) => typeof value !== "object" || value === null);
    const containers = kept.filter((value) => typeof value === "object" && value !== null);
    const texts = scalars.map((value) => JSON.stringify(value));
    return choice(...(texts.length > 0 ? [oneOf(texts)] : []), ...containers.map((value) => exactly(value)));
  }

  #number(schema: Schema, isInteger: boolean, path: string): Expression {
    const step = numberOf(schema, "multipleOf", path);
    if (step !== undefined && step !== 1)
      this.strictness.unenforced(path, `has "multipleOf", which can not be kept to`);
    const isWhole = isInteger || step === 1;
    const bounds = boundsOf(schema, path);
    if (bounds.min !== undefined || bounds.max !== undefined) return numberWithin(bounds, isWhole);
    return isWhole ? integer : number;
  }
}

function freeDepth(depth: number): number {
  return Math.min(maxFreeDepth, maxDepth - depth);
}

function tooLarge() {
  return tooComplex(
    `its JSON Schema has more than ${maxCompiled} parts with what it refers to, or more than ${maxNesting} in each other`,
    "Make it smaller.",
  );
}

/** What keeps to schemas as far as it can, or refuses what it can not keep to. */
export function strictnessOf(isStrict: boolean): Strictness {
  if (!isStrict) return { unenforced: () => {} };
  return {
    unenforced: (path, complaint) => {
      throw schemaError(path, `${complaint}. Leave it out, or do without "strict"`);
    },
  };
}
