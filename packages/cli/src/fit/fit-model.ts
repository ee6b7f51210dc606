import { inspectCheckpoint } from "@qwents/engine";
import { findCached } from "../hub/cached-models.ts";
import { chooseModel, openHubRepo } from "../hub/hub-repo.ts";
import type { ModelReference } from "../hub/model-reference.ts";
import type { RetryPolicy } from "../hub/retry.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { assessFit, type Candidate } from "./assess-fit.ts";
import { estimateNeeds } from "./estimate-needs.ts";
import { type FitOptions, fitRepo, type RepoFit } from "./fit-repo.ts";
import type { Machine } from "./machine.ts";
import { suggestFit } from "./suggest-fit.ts";

export interface ModelFitOptions extends Omit<FitOptions, "machine"> {
  readonly signal: AbortSignal;
  readonly retries?: RetryPolicy;
  /** Being measured, which goes on while the hub is asked. */
  readonly machine: Promise<Machine>;
}

/**
 * How a model that has a name fits a machine: one of a hub with all that its repository has; where nothing may be asked
 * for, and of what came from no hub, the one that is here.
 * @throws QwenError of `hub/`; UsageError for what is neither here nor on a hub
 */
export async function fitModel(reference: ModelReference, options: ModelFitOptions): Promise<RepoFit> {
  const { settings, machine, contextLength } = options;
  const isAsked = reference.kind === "hub" && !settings.isOffline;
  const [here] = isAsked ? [] : await findCached(reference, settings);
  if (here !== undefined) return await fitPlace(here, await machine, contextLength);
  if (reference.kind !== "hub") {
    throw new UsageError(`${reference.name} is on no hub and not here; pull looks whether it fits`);
  }
  const repo = await openHubRepo(reference, options);
  const wanted = reference.file === undefined ? undefined : chooseModel(repo);
  return await fitRepo(repo, wanted, { settings, machine: await machine, contextLength });
}

/** How a model that is on this machine fits it. */
export async function fitPlace(
  { name, place }: { readonly name: string; readonly place: string },
  machine: Machine,
  contextLength: number,
): Promise<RepoFit> {
  const summary = await inspectCheckpoint(place);
  const { sizeBytes, needs, supported, notes } = summary;
  const candidate: Candidate = {
    label: name,
    sizeBytes,
    missingBytes: 0,
    needs: needs ?? estimateNeeds({ label: name, name, sizeBytes }),
    isExact: needs !== undefined,
    ...(supported ? {} : { problem: notes.join("; ") }),
  };
  const fits = [assessFit(candidate, machine, contextLength)];
  return { fits, suggestion: suggestFit(fits), summary, notes: [] };
}
