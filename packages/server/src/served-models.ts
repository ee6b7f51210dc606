import { ApiError } from "@qwents/protocol";
import type { Context } from "hono";
import type { Admission } from "./access/admission.ts";
import type { Admissions, Applicant } from "./access/admissions.ts";
import type { KeyLimits } from "./access/api-key.ts";
import type { AppEnv } from "./app-context.ts";
import { type Call, reasonOfCut } from "./call-signals.ts";
import type { Metrics } from "./metrics.ts";
import type { LoadedEngine } from "./models/loaded-engine.ts";
import type { ModelManager } from "./models/model-manager.ts";
import type { ModelSlot } from "./models/model-slot.ts";
import { nearNames } from "./near-names.ts";
import { present } from "./present.ts";
import type { ServedEngine } from "./served-engine.ts";

/** A loaded model, as requests use it. */
export class ServedModel {
  readonly #loaded: LoadedEngine;
  readonly #options: ServedModelsOptions;

  constructor(loaded: LoadedEngine, options: ServedModelsOptions) {
    this.#loaded = loaded;
    this.#options = options;
  }

  get metrics(): Metrics {
    return this.#options.metrics;
  }

  get engine(): ServedEngine {
    return this.#loaded.engine;
  }

  get id(): string {
    return this.engine.info.id;
  }

  /** Equal values mean equal answers to equal seeded requests. */
  get fingerprint(): string {
    const { backend, sizeBytes } = this.engine.info;
    return `fp_${backend.replace(/[^A-Za-z0-9]+/g, "-")}_${sizeBytes.toString(36)}`;
  }

  /** Keeps it loaded until the returned function is called. */
  hold(): () => void {
    return this.#loaded.hold();
  }

  /** Sequences that are not in the engine yet. */
  get waiting(): number {
    return this.#loaded.gate.waiting;
  }

  /** What a caller's requests may have. */
  limitsOf(caller: string): KeyLimits {
    return this.#options.limitsOf(caller);
  }

  /** Has the sequences of a request wait for their turns. @throws QwenError `request/too-many-waiting` */
  admit({ caller, bodyBytes }: Call, { numSequences, signal }: Pick<Applicant, "numSequences" | "signal">): Admission {
    const { concurrent: maxRunning, waiting: maxWaiting } = this.limitsOf(caller);
    const applicant = { caller, bodyBytes, numSequences, signal, ...present({ maxRunning, maxWaiting }) };
    return this.#options.admissions.admit(this.#loaded.gate, applicant);
  }
}

export interface ServedModelsOptions {
  readonly admissions: Admissions;
  readonly limitsOf: (caller: string) => KeyLimits;
  readonly metrics: Metrics;
  readonly shutdown: AbortSignal;
}

/** How a request uses a model. */
export interface ModelUse {
  /** How long the model stays from now on when nobody uses it. */
  readonly keepAliveMs?: number | undefined;
  /** @throws ApiError 404 in the words of a protocol */
  readonly find?: (models: ServedModels, name: string) => Promise<ModelSlot>;
}

/** A model that stays until it is let go of. */
export interface ModelLease {
  readonly model: ServedModel;
  readonly release: () => void;
}

/** All that a server serves, loaded or not. */
export class ServedModels {
  readonly manager: ModelManager;
  readonly #options: ServedModelsOptions;
  readonly #models = new WeakMap<LoadedEngine, ServedModel>();

  constructor(manager: ModelManager, options: ServedModelsOptions) {
    this.manager = manager;
    this.#options = options;
  }

  /** Those that are loaded now. */
  get loaded(): readonly ServedModel[] {
    return this.manager.slots.flatMap(({ loaded }) => (loaded === undefined ? [] : [this.#of(loaded)]));
  }

  /**
   * The model that a request names, loaded for it if need be. It stays until the request's handler is done; whatever goes
   * on behind that has to hold it.
   * @throws ApiError 404, 503; why the request was cut
   */
  async use(c: Context<AppEnv>, name: string, how: ModelUse = {}): Promise<ServedModel> {
    const { model, release } = await this.lease(name, c.req.raw.signal, how);
    c.get("leases").push(release);
    return model;
  }

  /** The same for who lets go of it by themselves. @throws ApiError 404, 503; why the request was cut */
  async lease(
    name: string,
    client: AbortSignal,
    { find = findModel, keepAliveMs }: ModelUse = {},
  ): Promise<ModelLease> {
    const { shutdown } = this.#options;
    const signal = AbortSignal.any([client, shutdown]);
    const slot = await find(this, name);
    try {
      const { loaded, release } = await slot.use({ signal, keepAliveMs });
      return { model: this.#of(loaded), release };
    } catch (error) {
      throw signal.aborted ? reasonOfCut(shutdown) : error;
    }
  }

  #of(loaded: LoadedEngine): ServedModel {
    const model = this.#models.get(loaded) ?? new ServedModel(loaded, this.#options);
    this.#models.set(loaded, model);
    return model;
  }
}

/** @throws ApiError 404 with ids that may have been meant */
export async function findModel({ manager }: ServedModels, name: string): Promise<ModelSlot> {
  const found = await manager.find(name);
  if (found !== undefined) return found;
  const names = nearNames(name, manager.slots).map((near) => `'${near}'`);
  const message = `The model '${name.slice(0, 128)}' is not served here; ${names.join(", ")} would be. GET /v1/models lists all.`;
  throw modelNotFound(message);
}

export function modelNotFound(message: string): ApiError {
  return new ApiError(message, {
    status: 404,
    type: "invalid_request_error",
    code: "model_not_found",
    param: "model",
  });
}
