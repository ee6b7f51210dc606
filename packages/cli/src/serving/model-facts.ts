import { stat } from "node:fs/promises";
import { type CheckpointSummary, inspectCheckpoint, type ModelInfo, type ModelNeeds, QwenError } from "@qwents/engine";
import { licenceOf } from "../hub/model-licence.ts";

/** What the header of a model's file tells. */
export interface ModelFacts {
  /** Of the file. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Seconds since 1970: when the file came here. */
  readonly created: number;
  readonly info: Partial<ModelInfo>;
  /** As its files name it. */
  readonly license?: string;
  /** Absent when it does not run here. */
  readonly needs?: ModelNeeds;
}

/** Looks into model files, into each once: reading a vocabulary takes a while. */
export class ModelFiles {
  readonly #known = new Map<string, { readonly stamp: string; readonly facts: ModelFacts | undefined }>();

  /** Undefined for a model that does not run here. */
  async factsOf(place: string): Promise<ModelFacts | undefined> {
    const stamp = await stampOf(place);
    const known = this.#known.get(place);
    if (known?.stamp === stamp) return known.facts;
    const read = await readFacts(place).catch((error: unknown) => {
      if (error instanceof QwenError) return undefined;
      throw error;
    });
    const facts = read?.needs && read;
    this.#known.set(place, { stamp, facts });
    return facts;
  }
}

/** @throws QwenError of `files/`, `gguf/`, … */
export async function readFacts(place: string): Promise<ModelFacts> {
  const summary = await inspectCheckpoint(place);
  const { mtimeMs } = await stat(place);
  const { name, sizeBytes, needs, supported } = summary;
  const license = await licenceOf(summary, place);
  return {
    name,
    sizeBytes,
    created: Math.floor(mtimeMs / 1000),
    info: infoOf(summary),
    ...(license !== undefined && { license }),
    ...(supported && needs && { needs }),
  };
}

function infoOf({ container, architecture, numParameters, sizeBytes, ...rest }: CheckpointSummary): Partial<ModelInfo> {
  const { formats, head, needs, template, fillsGaps, sampling, defaultMode } = rest;
  return {
    container,
    architecture,
    numParameters,
    sizeBytes,
    formats: formats.map(({ format, share }) => [format, share] as const),
    hasChatTemplate: template !== undefined,
    takesTools: template?.toolCallStyle !== undefined,
    isGuard: head === "guard" || template?.isGuard === true,
    ...(head && { head }),
    ...(fillsGaps !== undefined && { fillsGaps }),
    ...(needs && { maxPositionEmbeddings: needs.maxPositionEmbeddings }),
    ...(sampling && { samplingModes: sampling }),
    ...(sampling && defaultMode && sampling[defaultMode] && { sampling: sampling[defaultMode] }),
  };
}

/** Another one when the file is another. */
async function stampOf(place: string): Promise<string> {
  const stats = await stat(place).catch(() => undefined);
  return stats === undefined ? "gone" : `${stats.size} ${stats.mtimeMs}`;
}
