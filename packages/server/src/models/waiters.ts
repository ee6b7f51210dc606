import type { LoadProgress } from "@qwents/engine";
import type { EngineLease } from "./loaded-engine.ts";

export interface Wishes {
  /** How long the model is to stay from now on when nobody uses it, until it is unloaded. */
  readonly keepAliveMs?: number | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

export interface UseOptions extends Wishes {
  /** Ends the wait, not the load: whoever tries again finds it done. */
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  readonly wishes: Wishes;
  readonly resolve: (lease: EngineLease) => void;
  readonly reject: (reason: unknown) => void;
}

/** Those who wait for a model to be loaded. */
export class Waiters {
  readonly #all = new Set<Waiter>();

  get size(): number {
    return this.#all.size;
  }

  /** @param onGone called when it waits no more because of its signal */
  add(wishes: Wishes, signal: AbortSignal | undefined, onGone: () => void): Promise<EngineLease> {
    const { promise, resolve, reject } = Promise.withResolvers<EngineLease>();
    const leave = () => {
      this.#all.delete(waiter);
      signal?.removeEventListener("abort", onAbort);
    };
    const waiter: Waiter = {
      wishes,
      resolve: (lease) => {
        leave();
        resolve(lease);
      },
      reject: (reason) => {
        leave();
        reject(reason);
      },
    };
    const onAbort = () => {
      waiter.reject(signal?.reason);
      onGone();
    };
    signal?.addEventListener("abort", onAbort);
    this.#all.add(waiter);
    return promise;
  }

  progress(progress: LoadProgress): void {
    for (const { wishes } of this.#all) wishes.onProgress?.(progress);
  }

  /** All at once, so that none is left behind when the first of them is done. */
  grant(lease: (wishes: Wishes) => EngineLease): void {
    for (const waiter of [...this.#all]) waiter.resolve(lease(waiter.wishes));
  }

  refuse(error: unknown): void {
    for (const waiter of [...this.#all]) waiter.reject(error);
  }
}
