import type { Backend } from "./backend.ts";
import { createReferenceBackend } from "./reference/reference-backend.ts";
import { createWasmBackend, type WasmBackendOptions } from "./wasm/wasm-backend.ts";

const backends = {
  wasm: createWasmBackend,
  reference: async () => createReferenceBackend(),
};

/** Where a model can be computed: "wasm" is fast, "reference" plain TypeScript, slow, and right by definition. */
export type BackendName = keyof typeof backends;

/** For the wasm backend; the reference backend has nothing to choose. */
export type BackendOptions = WasmBackendOptions;

/** @throws QwenError `backend/unavailable`, `engine/out-of-memory`, `request/invalid` */
export async function createBackend(name: BackendName, options: BackendOptions = {}): Promise<Backend> {
  return backends[name](options);
}
