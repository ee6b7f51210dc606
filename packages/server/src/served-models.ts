import { QwenError } from "@qwents/engine";
import { ApiError, type Model } from "@qwents/protocol";
import type { Metrics } from "./metrics.ts";
import type { ServedEngine } from "./served-engine.ts";

/** A model that requests can name, and the count of what they have running on it. */
export class ServedModel {
  readonly engine: ServedEngine;
  readonly metrics: Metrics;
  readonly #maxWaiting: number;
  readonly #created = Math.floor(Date.now() / 1000);
  #numAdmitted = 0;

  constructor(engine: ServedEngine, maxWaiting: number, metrics: Metrics) {
    this.engine = engine;
    this.metrics = metrics;
    this.#maxWaiting = maxWaiting;
  }

  get id(): string {
    return this.engine.info.id;
  }

  /** Equal values mean equal answers to equal seeded requests. */
  get fingerprint(): string {
    const { backend, sizeBytes } = this.engine.info;
    return `fp_${backend.replace(/[^A-Za-z0-9]+/g, "-")}_${sizeBytes.toString(36)}`;
  }

  /**
   * Counts `numSequences` in until the returned function is called. Those not running yet are waiting: the engine's
   * own count lags behind a burst of requests.
   * @throws QwenError `request/too-many-waiting`
   */
  admit(numSequences: number): () => void {
    const waiting = this.#numAdmitted - this.engine.status.runningSequences;
    if (waiting > 0 && waiting >= this.#maxWaiting) {
      const message = `${waiting} sequences are waiting already, as many as this server lets wait. Try again shortly.`;
      throw new QwenError("request/too-many-waiting", message, { details: { waiting } });
    }
    this.#numAdmitted += numSequences;
    return () => {
      this.#numAdmitted -= numSequences;
    };
  }

  describe(): Model {
    const { info } = this.engine;
    return {
      id: info.id,
      object: "model",
      created: this.#created,
      owned_by: "qwen.ts",
      architecture: info.architecture,
      context_length: info.contextLength,
      max_position_embeddings: info.maxPositionEmbeddings,
      vocab_size: info.vocabSize,
      hidden_size: info.hiddenSize,
      head: info.head,
      num_parameters: info.numParameters,
      size_bytes: info.sizeBytes,
      has_chat_template: info.hasChatTemplate,
    };
  }
}

/** All that a server serves; "default" names the first. */
export class ServedModels {
  readonly all: readonly ServedModel[];

  constructor(engines: readonly ServedEngine[], maxWaiting: number, metrics: Metrics) {
    this.all = engines.map((engine) => new ServedModel(engine, maxWaiting, metrics));
  }

  /** The model of an id, or none. */
  get(id: string): ServedModel | undefined {
    return this.all.find((model) => model.id === id) ?? (id === "default" ? this.all[0] : undefined);
  }

  /** @throws ApiError 404 with the ids there are */
  find(id: string): ServedModel {
    const found = this.get(id);
    if (found !== undefined) return found;
    const served = this.all.map((model) => `'${model.id}'`).join(", ");
    const message = `The model '${id.slice(0, 128)}' is not served here; these are: ${served} ('default' is the first).`;
    throw new ApiError(message, {
      status: 404,
      type: "invalid_request_error",
      code: "model_not_found",
      param: "model",
    });
  }
}
