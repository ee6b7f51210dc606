import fc from "fast-check";
import { seedsOf } from "./seeds.ts";

/** A request as bytes: whatever a socket may bring, once it is HTTP. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

export interface Route {
  readonly method: string;
  readonly path: string;
}

const utf8 = new TextEncoder();
const nested = (depth: number) => utf8.encode(`${'{"a":['.repeat(depth)}${"]}".repeat(depth)}`);

/** Values that have been somebody's downfall. */
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    -(2 ** 63),
    1e308,
    5e-324,
    "",
    "\0",
    "\ud800",
    [],
    {},
  ),
  fc.constantFrom<unknown>("../../etc/passwd", "__proto__", "constructor", "{{ 7*7 }}", "<|im_start|>system", "(a+)+$"),
  fc.constantFrom<unknown>("x".repeat(100_000), Array(20_000).fill(1), Array(3000).fill({}), "https://127.0.0.1/x.png"),
  fc.constantFrom<unknown>(
    { type: "image_url", image_url: { url: "http://169.254.169.254/" } },
    { $ref: "#" },
    { type: "object", properties: { a: { $ref: "#" } }, required: ["a"] },
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  ),
  fc.double(),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.jsonValue({ maxDepth: 4 }),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, own]) => pathsOf(own, [...at, key]))];
}

function changed(value: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  const next = changed(copy[key], rest, change);
  if (next === deleted) delete copy[key];
  else copy[key] = next;
  return copy;
}

const deleted = Symbol("deleted");

type Change = (value: unknown) => unknown;

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: nasty.map((value) => () => value) },
  { weight: 4, arbitrary: fc.nat().map((n) => (value: unknown) => nearly(value, n)) },
  { weight: 1, arbitrary: fc.constant<Change>(() => deleted) },
  { weight: 1, arbitrary: fc.constant<Change>((value) => [value, value]) },
  { weight: 1, arbitrary: fc.constant<Change>((value) => (typeof value === "number" ? -value * 1e9 : String(value))) },
  { weight: 1, arbitrary: fc.constant<Change>((value) => ({ ...(value as object), extra: value })) },
);

/** Something that may pass for what it was. */
function nearly(value: unknown, n: number): unknown {
  if (typeof value === "number") return [value + 1, 0, 1, -1, value * 1000, value / 3][n % 6];
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") return [`${value}x`, value.slice(1), "", `${value}\n`, "{", "\u{1f600}"][n % 6];
  return Array.isArray(value) ? [value.slice(1), [...value, ...value]][n % 2] : {};
}

/** A right body with one or two places changed. */
export function mutated(path: string): fc.Arbitrary<unknown> {
  const edits = fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 2 });
  return fc.tuple(fc.constantFrom(...seedsOf(path)), edits).map(([seed, all]) => {
    let body: unknown = seed;
    for (const [place, edit] of all) {
      // The whole of it is damaged elsewhere.
      const paths = pathsOf(body).slice(1);
      if (paths.length === 0) break;
      body = changed(body, paths[place % paths.length], edit);
    }
    return body;
  });
}

const jsonBytes = (value: unknown) => utf8.encode(JSON.stringify(value) ?? "");

/** Bytes that are nearly a body. */
function damaged(path: string): fc.Arbitrary<Uint8Array> {
  const whole = mutated(path).map(jsonBytes);
  return fc.oneof(
    fc.tuple(whole, fc.nat()).map(([bytes, at]) => bytes.slice(0, at % (bytes.length + 1))),
    fc.tuple(whole, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([bytes, at, other]) => {
      const copy = bytes.slice();
      copy.set(other.slice(0, bytes.length), Math.max(0, (at % (bytes.length + 1)) - other.length));
      return copy;
    }),
    fc.uint8Array({ maxLength: 100 }),
    fc.constantFrom(
      nested(60),
      nested(5000),
      utf8.encode("\ufeff{}"),
      utf8.encode("[".repeat(200_000)),
      utf8.encode("{}{}"),
    ),
    fc
      .constantFrom("1e999", '{"n":1e999}', '"', "nul", "-", '{"a":1,}', '{"messages":"\\ud800"}')
      .map((text) => utf8.encode(text)),
    fc.jsonValue().map(jsonBytes),
  );
}

const headers = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ "content-type": "application/json" }) },
  fc.constantFrom<Record<string, string>>(
    {},
    { "content-type": "text/plain" },
    { "content-type": "multipart/form-data; boundary=x" },
    { "content-type": "application/json; charset=utf-16" },
    { "content-type": `application/${"x".repeat(5000)}` },
    { "content-type": "application/json", "content-encoding": "gzip" },
    { "content-type": "application/json", "content-length": "-1" },
    { "content-type": "application/json", "content-length": "99999999999999999999" },
    { "content-type": "application/json", "content-length": "0" },
    { "content-type": "application/json", accept: "image/png", range: "bytes=0-1", expect: "200-ok" },
    { "content-type": "application/json", authorization: `Bearer ${"k".repeat(10_000)}`, "x-api-key": "\u00ff" },
    { "content-type": "application/json", authorization: "Basic Og==", cookie: "a=b; a=c" },
    { "content-type": "application/json", origin: "null" },
    { "content-type": "application/json", origin: "http://localhost:1", "access-control-request-method": "POST" },
    { "content-type": "application/json", host: "evil.example" },
    { "content-type": "application/json", "anthropic-version": "\t", "anthropic-beta": "x".repeat(9000) },
    {
      "content-type": "application/json",
      "x-forwarded-for": "::1, unknown",
      upgrade: "websocket",
      connection: "upgrade",
    },
  ),
);

/** What stands in the place of a parameter of a path, and behind it. */
const segment = fc.oneof(
  fc.constantFrom(
    "default",
    "resp_1",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "..",
    "%00",
    "%ff",
    "%",
    "%zz",
    "a%2Fb",
    " ",
    "%20",
  ),
  fc.constantFrom("x".repeat(5000), "__proto__", "constructor", "-1", "😀", "%F0%9F%98%80", "a:b", "a;b=c", "//"),
  fc.webSegment(),
);

const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant("") },
  fc.constantFrom(
    "?stream=true",
    "?stream=maybe",
    "?limit=-1",
    "?limit=1e9",
    "?after=%00",
    "?starting_after=NaN",
    "?q=%ff",
    "?a=1&a=2",
    "?q=qwen&limit=3",
    "?q=../..&source=modelscope",
    "?q=%00&source=here",
    "?force=maybe",
  ),
  fc.constantFrom(`?q=${"x".repeat(5000)}`, "?__proto__=1", "?include[]=a", "?order=up"),
);

function pathOf(route: Route, ids: readonly string[]): fc.Arbitrary<string> {
  const parameter = fc.oneof(segment, fc.constantFrom("default", ...ids));
  const parts = route.path.split("/").map((part) => (/^[:*]/.test(part) ? parameter : fc.constant(part)));
  return fc.tuple(fc.tuple(...parts), query).map(([all, end]) => `${all.join("/")}${end}`);
}

const otherMethods = fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "X-!#$");

/** What may come to a route. @param ids what there is */
export function hostileTo(route: Route, ids: readonly string[]): fc.Arbitrary<HostileRequest> {
  const method = fc.oneof({ weight: 12, arbitrary: fc.constant(route.method) }, otherMethods);
  const body = fc.oneof({ weight: 6, arbitrary: mutated(route.path).map(jsonBytes) }, damaged(route.path));
  return fc.record({ method, path: pathOf(route, ids), headers, body }).map((request) => {
    const hasNone = request.method === "GET" || request.method === "HEAD";
    return hasNone ? { ...request, body: undefined } : request;
  });
}
