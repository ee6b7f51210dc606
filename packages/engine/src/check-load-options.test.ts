import { expect, test } from "vitest";
import { checkLoadOptions } from "./check-load-options.ts";
import type { LoadOptions } from "./engine.ts";

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

test.each<[unknown, string]>([
  [null, '"options" must be an object, got null.'],
  [{ backend: "gpu" }, '"backend" must be "wasm" or "reference", got "gpu".'],
  [{ backend: cyclic }, '"backend" must be "wasm" or "reference", got an object.'],
  [{ id: "" }, '"id" must be a name, got "".'],
  [{ cacheType: "q8\n" }, '"cacheType" must be "F32", "F16" or "Q8_0", got "q8\\n".'],
  [{ cacheBytes: 10n }, '"cacheBytes" must be a number of bytes, at least 0, got 10.'],
  [{ onProgress: true }, '"onProgress" must be a function, got true.'],
  [{ prefixCache: () => 1 }, '"prefixCache" must be true or false, got a function.'],
  [{ signal: [1, 2] }, '"signal" must be an AbortSignal, got a list of 2.'],
  [{ maxSequences: 0 }, '"maxSequences" must be an integer from 1 to 1024, got 0.'],
])("%# is refused, and told what was expected and what came", (options, message) => {
  expect(() => checkLoadOptions(options as LoadOptions)).toThrow(
    expect.objectContaining({ code: "request/invalid", message }),
  );
});

test("options that are left out, or undefined, are taken", () => {
  expect(() => checkLoadOptions({})).not.toThrow();
  expect(() => checkLoadOptions({ backend: undefined } as unknown as LoadOptions)).not.toThrow();
});
