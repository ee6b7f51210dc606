import type { ParameterDefinition, ToolDefinition, Value, Values } from "./domain.ts";
import type { Split } from "./draw.ts";
import type { Random } from "./random.ts";

/** A tool as one request offers it: under one of its names, with one of its schemas. */
export interface OfferedTool {
  /** The key of its definition. */
  readonly key: string;
  readonly definition: ToolDefinition;
  readonly name: string;
  /** Usual parameter name → the name here, in the order of the schema. */
  readonly parameterNames: ReadonlyMap<string, string>;
  readonly schema: { readonly type: "function"; readonly function: FunctionSchema };
  /** Arguments by usual names → as this schema wants them; undefined if it has no place for one. */
  readonly argumentsOf: (args: Values) => Values | undefined;
}

export interface FunctionSchema {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

type Style = (snake: string) => string;

const camel: Style = (snake) => snake.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const nameStyles: readonly (readonly [Style, number])[] = [
  [(snake) => snake, 62],
  [camel, 20],
  [(snake) => snake.replaceAll("_", "-"), 5],
  [(snake) => `car_${snake}`, 4],
  [(snake) => `vehicle.${snake}`, 2],
  [(snake) => camel(`_${snake}`), 4],
  [(snake) => `${snake}_tool`, 3],
];
const enumStyles: readonly (readonly [Style, number])[] = [
  [(value) => value, 82],
  [(value) => value.toUpperCase(), 8],
  [(value) => value.charAt(0).toUpperCase() + value.slice(1), 6],
  [(value) => value.replaceAll("_", "-"), 4],
];

/** The tool as a program might offer it. `usual`: as this project's own demo offers it, without chance. */
export function offer(
  key: string,
  definition: ToolDefinition,
  random: Random,
  names: Split | "usual" = "train",
): OfferedTool {
  const usual = names === "usual";
  const styled = usual ? key : random.weighted(nameStyles)(baseName(key, definition, random, names));
  const renames = !usual && random.chance(0.35);
  const drops = !usual && random.chance(0.12);
  const caseOfEnum = usual ? enumStyles[0]![0] : random.weighted(enumStyles);
  const all = Object.entries(definition.parameters).filter(([, parameter]) => !(drops && parameter.optional));
  const ordered = usual || random.chance(0.5) ? all : random.shuffled(all);
  const parameterNames = uniqueNames(ordered, renames, random);
  const described = usual || random.chance(0.65);
  const properties = ordered.map(([usualName, parameter]) => [
    parameterNames.get(usualName)!,
    property(parameter, caseOfEnum, described, usual, random),
  ]);
  const required = ordered.filter(([, parameter]) => !parameter.optional).map(([name]) => parameterNames.get(name)!);
  const parameters = {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 || usual || random.chance(0.5) ? { required } : {}),
    ...(!usual && random.chance(0.06) ? { additionalProperties: false } : {}),
  };
  const description = usual ? definition.description[0]! : random.pick(definition.description);
  const schema = { type: "function" as const, function: { name: styled, description, parameters } };
  const argumentsOf = (args: Values): Values | undefined => placed(args, ordered, parameterNames, caseOfEnum);
  return { key, definition, name: styled, parameterNames, schema, argumentsOf };
}

function baseName(key: string, definition: ToolDefinition, random: Random, names: Split): string {
  if (names === "held") return random.pick(definition.heldNames);
  return random.chance(0.3) ? key : random.pick([key, ...definition.names]);
}

function uniqueNames(
  ordered: readonly (readonly [string, ParameterDefinition])[],
  renames: boolean,
  random: Random,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [usualName, { names: others = [] }] of ordered) {
    const name = renames ? random.pick([usualName, ...others]) : usualName;
    names.set(usualName, [...names.values()].includes(name) ? usualName : name);
  }
  return names;
}

function property(
  parameter: ParameterDefinition,
  caseOfEnum: Style,
  described: boolean,
  usual: boolean,
  random: Random,
): Readonly<Record<string, unknown>> {
  const values = parameter.enum?.map(caseOfEnum);
  const isArray = parameter.type === "array";
  return {
    type: parameter.type,
    ...(isArray && { items: { type: "string", ...(values && { enum: values }) } }),
    ...(!isArray && values && { enum: values }),
    ...(described && { description: usual ? parameter.description[0]! : random.pick(parameter.description) }),
  };
}

function placed(
  args: Values,
  ordered: readonly (readonly [string, ParameterDefinition])[],
  names: ReadonlyMap<string, string>,
  caseOfEnum: Style,
): Values | undefined {
  if (Object.keys(args).some((key) => !names.has(key))) return undefined;
  const entries = ordered
    .filter(([key]) => args[key] !== undefined)
    .map(([key, parameter]) => [names.get(key)!, placedValue(args[key]!, parameter.enum, caseOfEnum)] as const);
  return Object.fromEntries(entries);
}

/** Values of a closed choice are written as the schema writes them, however they were said. */
function placedValue(value: Value, choices: readonly string[] | undefined, caseOfEnum: Style): Value {
  if (!choices) return value;
  if (Array.isArray(value)) return value.map((item: Value) => placedValue(item, choices, caseOfEnum));
  if (typeof value !== "string") return value;
  const choice = choices.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  if (choice === undefined) throw new Error(`"${value}" is none of ${choices.join(", ")}`);
  return caseOfEnum(choice);
}
