import { QwenError } from "@qwents/engine";
import { ApiError } from "@qwents/protocol";
import type { FailedState } from "./slot-state.ts";

const mebibyte = 2 ** 20;

function unavailable(
  message: string,
  code: string,
  more: { cause?: unknown; retryAfterSeconds?: number } = {},
): ApiError {
  return new ApiError(message, { status: 503, type: "server_error", code, ...more });
}

/** What is told of a model that does not load, or did and broke down. Paths stay inside. */
export function faultOf(id: string, { error, retryAtMs, hadLoaded }: FailedState): ApiError {
  const isTellable = error instanceof QwenError && !/^(files|hub)\//.test(error.code);
  const reason = isTellable ? error.message : "its files cannot be read; the server's log says more.";
  if (hadLoaded) {
    const why = isTellable ? error.message : "the server's log says more.";
    return unavailable(`The model '${id}' broke down: ${why}`, "model_crashed", { cause: error });
  }
  const seconds = Math.max(0, Math.ceil((retryAtMs - performance.now()) / 1000));
  return unavailable(
    `The model '${id}' does not load: ${reason} It is not tried again for ${seconds} s.`,
    "model_load_failed",
    { cause: error, retryAfterSeconds: Math.max(1, seconds) },
  );
}

export function tooLarge(id: string, neededBytes: number, budgetBytes: number): ApiError {
  const [needed, budget] = [neededBytes, budgetBytes].map((bytes) => Math.ceil(bytes / mebibyte));
  const message = `The model '${id}' takes about ${needed} MiB of memory, more than the ${budget} MiB that this server has for models.`;
  return unavailable(message, "model_too_large", { cause: new QwenError("model/too-large", message) });
}

export function noRoom(id: string): ApiError {
  const message = `There is no memory for the model '${id}' beside those that are in use. Try again shortly.`;
  return unavailable(message, "no_memory_for_model");
}

export function wasUnloaded(id: string): ApiError {
  return unavailable(`The model '${id}' was unloaded before it was ready.`, "model_unloaded");
}

export function stillInUse(id: string, waitedMs: number): ApiError {
  const message = `The model '${id}' is still in use after ${waitedMs / 1000} s. It takes in nobody else and is unloaded once they are done; 'force' of POST /v1/models/unload ends them.`;
  return new ApiError(message, { status: 409, type: "invalid_request_error", code: "model_in_use", param: "model" });
}

export function cannotUnload(id: string): ApiError {
  const message = `The model '${id}' is not unloaded: this server was given it and cannot load it again.`;
  return new ApiError(message, { status: 409, type: "invalid_request_error", code: "model_stays", param: "model" });
}

export function tooManyWaiting(id: string, waiting: number): QwenError {
  const message = `${waiting} requests wait for the model '${id}' to load, as many as this server lets wait. Try again shortly.`;
  return new QwenError("request/too-many-waiting", message, { details: { waiting } });
}
