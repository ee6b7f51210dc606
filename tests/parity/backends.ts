import type { Backend } from "../../packages/engine/src/kernels/backend.ts";
import { createBackend } from "../../packages/engine/src/kernels/index.ts";

/** Every backend, and every variant of it, that golden cases are run on. */
export const parityBackends: readonly { readonly label: string; readonly create: () => Promise<Backend> }[] = [
  { label: "reference", create: () => createBackend("reference") },
  { label: "wasm", create: () => createBackend("wasm") },
  { label: "wasm, plain SIMD", create: () => createBackend("wasm", { relaxedSimd: false }) },
];
