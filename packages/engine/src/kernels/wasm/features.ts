import { QwenError } from "../../errors.ts";
import type { Expression } from "./emitter/expression.ts";
import { ModuleBuilder } from "./emitter/module-builder.ts";
import { i32 } from "./emitter/scalar.ts";
import { f32x4, i32x4, v128 } from "./emitter/simd.ts";
import type { WasmFeatures } from "./kernel.ts";

/**
 * Finds out what the runtime can do by running tiny modules. `without` leaves out what it could do, for tests and
 * comparisons: a runtime without relaxed SIMD, or with a less exact dot product.
 * @throws QwenError `backend/unavailable`
 */
export function probeFeatures(without: Partial<WasmFeatures> = {}): WasmFeatures {
  requireSharedMemory();
  requireSimd();
  const dotSecondOperand = probeDot();
  const relaxedSimd = dotSecondOperand !== undefined && without.relaxedSimd !== false;
  return { relaxedSimd, dotSecondOperand: without.dotSecondOperand ?? dotSecondOperand ?? "inexact" };
}

function requireSharedMemory(): void {
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated;
  if (isolated === false) {
    throw unavailable(
      "memory shared between threads, which a page has only when it is served with the headers " +
        "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp",
    );
  }
  try {
    new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  } catch (cause) {
    throw unavailable("WebAssembly memory shared between threads; use a current Node or browser", cause);
  }
}

function requireSimd(): void {
  const module = probeModule(f32x4.add(v128.load(0), v128.load(0)));
  if (!WebAssembly.validate(module)) throw unavailable("WebAssembly with 128-bit SIMD; use a current Node or browser");
}

/** For weights in memories of their own. @throws QwenError `backend/unavailable` */
export function requireSeveralMemories(): void {
  const elsewhere = { ...i32.const(0), memory: 1 };
  if (WebAssembly.validate(probeModule(v128.load(elsewhere), 2))) return;
  throw unavailable("WebAssembly with several memories for a model of this size; use Node 22 or later");
}

/**
 * The dot products of two pairs of bytes decide: 127 · 255 and −128 · 255, four of each a lane. Undefined where
 * relaxed SIMD is absent, or wrong even for bytes that every processor must treat alike.
 */
function probeDot(): WasmFeatures["dotSecondOperand"] | undefined {
  const module = probeModule(
    f32x4.relaxedMadd(
      v128.load(0),
      v128.load(0),
      i32x4.relaxedDotI8x16I7x16AddS(v128.load(0), v128.load(16), v128.load(32)),
    ),
  );
  if (!WebAssembly.validate(module)) return undefined;
  const dot = dotRunner();
  if (dot(-128, 127, 5) !== 5 - 4 * 128 * 127 || dot(127, 127, -5) !== 4 * 127 * 127 - 5) return undefined;
  const results = [dot(127, 255, 0), dot(-128, 255, 0)];
  if (results[0] === 4 * 127 * 255 && results[1] === -4 * 128 * 255) return "unsigned";
  if (results[0] === -4 * 127 && results[1] === 4 * 128) return "signed";
  return "inexact";
}

/** Four products a × b, plus c, as the first lane of the relaxed dot product has them. */
function dotRunner(): (a: number, b: number, c: number) => number {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const code = probeModule(i32x4.relaxedDotI8x16I7x16AddS(v128.load(0), v128.load(16), v128.load(32)));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  const run = exports.run as () => void;
  const bytes = new Int8Array(memory.buffer);
  const words = new Int32Array(memory.buffer);
  return (a, b, c) => {
    bytes.fill(a, 0, 16).fill(b, 16, 32);
    words.fill(c, 8, 12);
    run();
    return words[12];
  };
}

/** A module whose `run` stores one vector at address 48. */
function probeModule(value: Expression<"v128">, numMemories = 1): Uint8Array<ArrayBuffer> {
  const builder = new ModuleBuilder({ initialPages: 1, maximumPages: 1, count: numMemories });
  builder.export(
    "run",
    builder.function({}, "void", (f) => f.do(v128.store(48, value))),
  );
  return builder.encode();
}

function unavailable(what: string, cause?: unknown): QwenError {
  return new QwenError("backend/unavailable", `The wasm backend needs ${what}, or take the backend "reference".`, {
    cause,
  });
}
