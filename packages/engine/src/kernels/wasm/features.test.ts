import { afterEach, expect, test, vi } from "vitest";
import { probeFeatures } from "./features.ts";

afterEach(() => void vi.unstubAllGlobals());

test("knows this runtime", () => {
  const { relaxedSimd, dotSecondOperand } = probeFeatures();
  expect(relaxedSimd).toBe(true);
  expect(["unsigned", "signed", "inexact"]).toContain(dotSecondOperand);
});

test("leaves out what it is told to", () => {
  expect(probeFeatures({ relaxedSimd: false }).relaxedSimd).toBe(false);
  expect(probeFeatures({ dotSecondOperand: "inexact" }).dotSecondOperand).toBe("inexact");
});

test("does without relaxed SIMD where there is none", () => {
  const { validate } = WebAssembly;
  const usesRelaxed = (bytes: Uint8Array) => String([...bytes]).includes("253,147,2,");
  vi.stubGlobal("WebAssembly", {
    ...namespaceOf(WebAssembly),
    validate: (bytes: Uint8Array<ArrayBuffer>) => !usesRelaxed(bytes) && validate(bytes),
  });
  expect(probeFeatures()).toEqual({ relaxedSimd: false, dotSecondOperand: "inexact" });
});

test("says what is missing and what to do", () => {
  vi.stubGlobal("WebAssembly", { ...namespaceOf(WebAssembly), validate: () => false });
  expect(() => probeFeatures()).toThrow(expect.objectContaining({ code: "backend/unavailable" }));
  vi.unstubAllGlobals();
  vi.stubGlobal("crossOriginIsolated", false);
  expect(() => probeFeatures()).toThrow(/Cross-Origin-Opener-Policy/);
});

/** The functions of a built-in object, which are not enumerable. */
function namespaceOf(object: object): object {
  return Object.fromEntries(Object.getOwnPropertyNames(object).map((name) => [name, Reflect.get(object, name)]));
}
