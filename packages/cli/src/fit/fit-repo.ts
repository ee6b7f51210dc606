import { type CheckpointSummary, QwenError } from "@qwents/engine";
import { HubCache } from "../hub/hub-cache.ts";
import { type HubModel, type HubRepo, sizeOfFiles } from "../hub/hub-repo.ts";
import type { HubSettings } from "../hub/hub-settings.ts";
import { missingBytes } from "../hub/pull-from-hub.ts";
import { inspectOnHub } from "../hub/remote-model.ts";
import { assessFit, type Candidate, type Fit } from "./assess-fit.ts";
import { estimateNeeds } from "./estimate-needs.ts";
import type { Machine } from "./machine.ts";
import { type Suggestion, suggestFit } from "./suggest-fit.ts";

export interface FitOptions {
  readonly settings: HubSettings;
  readonly machine: Machine;
  /** Tokens that the cache is to hold. */
  readonly contextLength: number;
}

export interface RepoFit {
  /** In the order of the repository. */
  readonly fits: readonly Fit[];
  readonly suggestion: Suggestion | undefined;
  /** What the header of one of them says. */
  readonly summary: CheckpointSummary | undefined;
  /** For people: why a header could not be read. */
  readonly notes: readonly string[];
}

/** Suggestions whose header shows that they do not fit after all are made anew so often. */
const mostSuggestions = 3;

/**
 * How the models of a repository fit a machine: exactly those whose headers were read, `wanted` and the one that is
 * suggested; the others about.
 */
export async function fitRepo(repo: HubRepo, wanted: HubModel | undefined, options: FitOptions): Promise<RepoFit> {
  const headers = new Headers(repo);
  await headers.read(wanted ?? usualOf(repo.models));
  for (let i = 0; ; i++) {
    const fits = await assessAll(repo, headers, options);
    const suggestion = suggestFit(fits);
    const suggested = repo.models.find(({ label }) => label === suggestion?.fit.label);
    if (suggested === undefined || headers.has(suggested) || i === mostSuggestions) {
      return { fits, suggestion, summary: headers.any(), notes: headers.notes };
    }
    await headers.read(suggested);
  }
}

/** Headers that were read, and those that could not be. */
class Headers {
  readonly notes: string[] = [];
  readonly #repo: HubRepo;
  readonly #summaries = new Map<HubModel, CheckpointSummary | undefined>();

  constructor(repo: HubRepo) {
    this.#repo = repo;
  }

  async read(model: HubModel): Promise<void> {
    try {
      this.#summaries.set(model, await inspectOnHub(this.#repo, model));
    } catch (error) {
      if (!(error instanceof QwenError)) throw error;
      this.notes.push(`the header of ${model.label} cannot be read, so its size alone counts: ${error.message}`);
      this.#summaries.set(model, undefined);
    }
  }

  has(model: HubModel): boolean {
    return this.#summaries.has(model);
  }

  of(model: HubModel): CheckpointSummary | undefined {
    return this.#summaries.get(model);
  }

  any(): CheckpointSummary | undefined {
    return [...this.#summaries.values()].find((summary) => summary !== undefined);
  }
}

async function assessAll(repo: HubRepo, headers: Headers, options: FitOptions): Promise<Fit[]> {
  const cache = new HubCache(options.settings[repo.reference.hub].folder);
  const candidates = repo.models.map(async (model): Promise<Candidate> => {
    const sizeBytes = sizeOfFiles(model.files);
    const { label } = model;
    const own = headers.of(model);
    const problem = problemOf(own) ?? architectureProblem(headers.any());
    const sized = { label, name: repo.reference.repo, sizeBytes };
    return {
      label,
      sizeBytes,
      missingBytes: await missingBytes(repo, model, cache),
      needs: own?.needs ?? estimateNeeds(sized, headers.any()),
      isExact: own?.needs !== undefined,
      ...(problem !== undefined && { problem }),
    };
  });
  const fits = await Promise.all(candidates);
  return fits.map((candidate) => assessFit(candidate, options.machine, options.contextLength));
}

const problemOf = (summary: CheckpointSummary | undefined): string | undefined =>
  summary && !summary.supported ? summary.notes.join("; ") : undefined;

/** What is in the way of every quantisation. */
const architectureProblem = (summary: CheckpointSummary | undefined): string | undefined =>
  summary?.problem === "model/unsupported-architecture" ? problemOf(summary) : undefined;

/** One whose types of weights usually run, to learn of the model from. */
function usualOf(models: readonly HubModel[]): HubModel {
  const smallest = models.toSorted((a, b) => sizeOfFiles(a.files) - sizeOfFiles(b.files));
  return models.find(({ label }) => /^q4_k_m$/i.test(label)) ?? smallest[0];
}
