import type { LoadOptions, LoadProgress } from "@qwents/engine";
import { EngineChild } from "./engine-child.ts";
import { errorOf } from "./failure.ts";
import type { FromEngine, ProcessLoadOptions } from "./messages.ts";
import { processDied } from "./process-died.ts";
import { type EngineProcess, RemoteEngine } from "./remote-engine.ts";

/** To show how far loading is, and to stop it. */
export interface StartOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
  /** A loaded process that says nothing at all for so long, while something is under way, is ended. Default two minutes. */
  readonly silenceMs?: number;
}

/**
 * Loads a model in a process of its own, which can fail without taking this one along and gives all its memory back when
 * it is closed. The process ends with this one, however that ends.
 * @throws QwenError as `loadEngine`, and `engine/worker-failed` when the process ends before; the signal's reason when aborted
 */
export function startEngineProcess(
  path: string,
  loadOptions: ProcessLoadOptions = {},
  options: StartOptions = {},
): Promise<EngineProcess> {
  // The module beside this one, in the form this one is in: TypeScript source or built JavaScript.
  const module = new URL(import.meta.url.endsWith(".ts") ? "./main.ts" : "./engine-process.js", import.meta.url);
  return startProcess(module, path, loadOptions, options);
}

/** The same with another program, which `serveEngine`s. */
export async function startProcess(
  module: URL,
  path: string,
  loadOptions: ProcessLoadOptions,
  { onProgress, signal, silenceMs }: StartOptions = {},
): Promise<EngineProcess> {
  signal?.throwIfAborted();
  const child = new EngineChild(module);
  const { promise, resolve, reject } = Promise.withResolvers<EngineProcess>();
  const abort = () => reject(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  child.onMessage = (message: FromEngine) => {
    if (message.kind === "progress") report(message.progress);
    else if (message.kind === "ready") resolve(new RemoteEngine(child, message.info, message.status, silenceMs));
    else if (message.kind === "refused") reject(errorOf(message.failure));
    else throw new Error(`internal error: a process that loads said "${message.kind}"`);
  };
  function report(progress: LoadProgress): void {
    try {
      onProgress?.(progress);
    } catch (error) {
      reject(error);
    }
  }
  void child.ended.then((ending) => reject(processDied(loadOptions.id ?? path, ending)));
  try {
    child.send({ kind: "load", path, options: { ...loadOptions } satisfies LoadOptions });
    return await promise;
  } catch (error) {
    child.kill();
    await child.ended;
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
