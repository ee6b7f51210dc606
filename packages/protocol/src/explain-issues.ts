import type * as z from "zod";
import { type ApiError, invalidRequest } from "./errors.ts";
import { nearMiss } from "./near-miss.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The one fault worth telling of a value that a schema refused: what was expected where, and what came. */
export function explainIssues(issues: readonly Issue[], value: unknown, knownFields: readonly string[]): ApiError {
  // A part that is not supported also misses what a supported one has, and so does a misspelt field: tell the cause.
  const issue = issues.find(isUnsupported) ?? issues.find(isUnknownField) ?? issues[0];
  return explain(deepest(issue), value, knownFields);
}

function explain({ issue, path }: Located, root: unknown, knownFields: readonly string[]): ApiError {
  const param = paramOf(path);
  const field = param === null ? "The request body" : `'${param}'`;
  const got = issue.code === "invalid_key" ? path.at(-1) : valueAt(root, path);
  if (issue.code === "unrecognized_keys") return unknownField(issue.keys[0], path, knownFields);
  if (got === undefined && path.length > 0) {
    return invalidRequest(`${field} is required: expected ${expected(issue)}.`, "missing_required_parameter", param);
  }
  if (isUnsupported(issue)) {
    const { advice = "Leave it out." } = issue.params ?? {};
    return invalidRequest(`${field}${shown(got)} is not supported yet. ${advice}`, "unsupported", param);
  }
  return invalidRequest(`${field}: expected ${expected(issue)}, but got ${describe(got)}.`, codeOf(issue), param);
}

function codeOf(issue: Issue): string {
  const isType = issue.code === "invalid_type" || (issue.code === "invalid_union" && optionsOf(issue) === undefined);
  return isType ? "invalid_type" : "invalid_value";
}

function unknownField(key: string, parent: Path, knownFields: readonly string[]): ApiError {
  const name = key.length > 64 ? `${key.slice(0, 64)}…` : key;
  const param = paramOf([...parent, name]) as string;
  const meant = parent.length === 0 ? nearMiss(key, knownFields) : undefined;
  const hint = meant === undefined ? "Leave it out." : `Did you mean '${meant}'?`;
  return invalidRequest(`Unknown field '${param}'. ${hint}`, "unknown_parameter", param);
}

interface Located {
  readonly issue: Issue;
  readonly path: Path;
}

/** Follows a union into the one branch whose own type fits, where there is one. */
function deepest(issue: Issue, parent: Path = []): Located {
  const path = [...parent, ...issue.path];
  if (issue.code !== "invalid_union") return { issue, path };
  const inner = issue.errors.find((branch) => branch.length > 0 && !branch.some(isOwnType));
  if (inner === undefined) return { issue, path };
  return deepest(inner.find(isUnsupported) ?? inner[0], path);
}

function isOwnType(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code === "invalid_type";
}

function isUnsupported(issue: Issue): issue is z.core.$ZodIssueCustom {
  return issue.code === "custom" && issue.params?.unsupported === true;
}

function isUnknownField(issue: Issue): boolean {
  return issue.code === "unrecognized_keys" && issue.path.length === 0;
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeName(issue.expected);
    case "invalid_union":
      return expectedMember(issue);
    case "invalid_value":
      return oneOf(issue.values);
    case "too_big":
      return limited(issue.origin, "at most", issue.maximum);
    case "too_small":
      return limited(issue.origin, "at least", issue.minimum);
    case "invalid_key":
      return issue.issues.map(expected).join(" and ");
    default:
      return issue.message;
  }
}

function expectedMember(issue: z.core.$ZodIssueInvalidUnion): string {
  const options = optionsOf(issue);
  return options === undefined ? [...new Set(issue.errors.flat().map(expected))].join(" or ") : oneOf(options);
}

function typeName(name: string): string {
  if (name === "int") return "an integer";
  if (name === "record") return "an object";
  return /^[aeio]/.test(name) ? `an ${name}` : `a ${name}`;
}

function limited(origin: string, bound: string, limit: number | bigint): string {
  const plural = limit === 1 ? "" : "s";
  if (origin === "array") return `an array of ${bound} ${limit} element${plural}`;
  if (origin === "string") return `a string of ${bound} ${limit} character${plural}`;
  return `a number of ${bound} ${limit}`;
}

/** The values that tell the members of a union apart. */
function optionsOf(issue: z.core.$ZodIssueInvalidUnion): readonly unknown[] | undefined {
  return "options" in issue ? issue.options : undefined;
}

function oneOf(values: readonly unknown[]): string {
  const names = values.map((value) => JSON.stringify(value));
  return names.length === 1 ? names[0] : `one of ${names.join(", ")}`;
}

/** `messages[0].content`, or null for the whole body. */
function paramOf(path: Path): string | null {
  if (path.length === 0) return null;
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`)).join("");
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** A short word is worth showing: `'tool_choice' "required" is not supported`. */
function shown(value: unknown): string {
  return typeof value === "string" && value.length <= 40 ? ` ${JSON.stringify(value)}` : "";
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object") return "an object";
  if (typeof value !== "string") return `the ${typeof value} ${String(value)}`;
  return value.length <= 40 ? `the string ${JSON.stringify(value)}` : `a string of ${value.length} characters`;
}
