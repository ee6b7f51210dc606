import type { ModelFit } from "@qwents/protocol";
import type { RepoFit } from "../fit/fit-repo.ts";
import type { Machine } from "../fit/machine.ts";
import { type ModelReference, repoName } from "../hub/model-reference.ts";

/** What fits were told for. */
export interface FitConditions {
  readonly machine: Machine;
  readonly contextLength: number;
  /** When the machine's speed was measured, in milliseconds since 1970. */
  readonly measuredAt: number;
}

/** What a fit is over the wire. @param isOfHub whether its models are those of a repository, or the one that is here */
export function tellFit(
  reference: ModelReference,
  isOfHub: boolean,
  { machine, contextLength, measuredAt }: FitConditions,
  { fits, suggestion, summary, notes }: RepoFit,
): ModelFit {
  const base = reference.kind === "hub" && isOfHub ? `${repoName(reference)}${revisionOf(reference)}:` : "";
  const nameOf = (label: string): string => `${base}${label}`;
  const needs = summary?.needs;
  return {
    object: "model.fit",
    model: reference.name,
    context_length: contextLength,
    machine: {
      memory_bytes: machine.memoryBytes,
      available_bytes: machine.availableBytes,
      free_disk_bytes: machine.freeDiskBytes ?? null,
      num_threads: machine.numThreads,
      read_bytes_per_second: Math.round(machine.readBytesPerSecond),
      measured_at: Math.floor(measuredAt / 1000),
    },
    ...(summary && { architecture: summary.architecture, num_parameters: summary.numParameters }),
    ...(needs && { max_position_embeddings: needs.maxPositionEmbeddings }),
    quantizations: fits.map((fit) => ({
      model: nameOf(fit.label),
      quantization: fit.label,
      size_bytes: fit.sizeBytes,
      missing_bytes: fit.missingBytes,
      memory_bytes: Math.round(fit.memoryBytes),
      tokens_per_second: Number(fit.tokensPerSecond.toPrecision(2)),
      verdict: fit.verdict,
      is_exact: fit.isExact,
      ...(fit.problem !== undefined && { problem: fit.problem }),
    })),
    ...(suggestion && {
      suggestion: {
        model: nameOf(suggestion.fit.label),
        quantization: suggestion.fit.label,
        reason: suggestion.why,
      },
    }),
    notes: [...notes],
  };
}

function revisionOf({ name, revision }: Extract<ModelReference, { kind: "hub" }>): string {
  return name.includes(`@${revision}`) ? `@${revision}` : "";
}
