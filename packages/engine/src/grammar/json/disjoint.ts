import { isEqual } from "./merge-schemas.ts";
import { isObject, listOf, type Schema } from "./schema.ts";
import { isOfType, typeOf, typesOf } from "./schema-keywords.ts";

/** Whether no value is of two of these schemas, as far as can be told by types, values and properties that tell them apart. */
export function areDisjoint(schemas: readonly (Schema | boolean)[]): boolean {
  return schemas.every((x, i) => schemas.slice(i + 1).every((y) => isDisjoint(x, y)));
}

function isDisjoint(x: Schema | boolean, y: Schema | boolean): boolean {
  if (x === false || y === false) return true;
  if (x === true || y === true) return false;
  const [xs, ys] = [valuesOf(x), valuesOf(y)];
  if (xs && ys) return xs.every((value) => !ys.some((other) => isEqual(value, other)));
  const [xTypes, yTypes] = [namedTypes(x), namedTypes(y)];
  if (
    xTypes &&
    yTypes &&
    !xTypes.some((type) => isOfType(type, yTypes) || (isOfType("integer", [type]) && yTypes.includes("integer")))
  )
    return true;
  return isObjectOnly(xTypes) && isObjectOnly(yTypes) && haveTellingProperty(x, y);
}

function haveTellingProperty(x: Schema, y: Schema): boolean {
  if (!isObject(x.properties) || !isObject(y.properties)) return false;
  const [xs, ys] = [x.properties, y.properties];
  const isRequired = (name: string) => listOf(x.required).includes(name) && listOf(y.required).includes(name);
  return Object.keys(xs).some((name) => {
    if (!Object.hasOwn(ys, name) || !isRequired(name)) return false;
    const [one, other] = [xs[name], ys[name]];
    return isObject(one) && isObject(other) && isDisjoint(one, other);
  });
}

/** Of scalars alone: whether objects are equal takes more. */
function valuesOf(schema: Schema): readonly unknown[] | undefined {
  const values = Object.hasOwn(schema, "const") ? [schema.const] : schema.enum;
  return values === undefined
    ? undefined
    : listOf(values).every((value) => typeof value !== "object" || value === null)
      ? listOf(values)
      : undefined;
}

function namedTypes(schema: Schema): readonly string[] | undefined {
  const values = valuesOf(schema);
  if (values !== undefined) return values.map(typeOf);
  return schema.type === undefined ? undefined : typesOf(schema);
}

function isObjectOnly(types: readonly string[] | undefined): boolean {
  return types?.length === 1 && types[0] === "object";
}
