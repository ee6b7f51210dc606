import { QwenError } from "@qwents/engine";
import { repoName } from "../hub/model-reference.ts";
import type { ComingModel } from "../hub/pull-options.ts";
import { formatBytes } from "../terminal/format.ts";
import { assessFit, type Fit } from "./assess-fit.ts";
import { estimateNeeds } from "./estimate-needs.ts";
import { type FitOptions, fitRepo } from "./fit-repo.ts";
import { describeFit } from "./fit-text.ts";
import { suggestFit } from "./suggest-fit.ts";

/** What loads in an instant needs no look. */
const smallBytes = 64 * 1024 * 1024;
/** Up to here what a header costs to read is more than it tells. */
const headerWorthBytes = 512 * 1024 * 1024;

/**
 * Looks whether a model that is about to be pulled fits this machine. Says what it takes, for people.
 * @param byForce what users say to have it all the same
 * @throws QwenError `model/too-large`, `files/disk-full`, `model/unsupported-architecture`, naming what fits
 */
export async function fitBeforePull(
  coming: ComingModel,
  measure: () => Promise<FitOptions>,
  byForce = "--force",
): Promise<string | undefined> {
  if (coming.sizeBytes < smallBytes) return undefined;
  const options = await measure();
  const fits = await fitsOf(coming, options);
  const fit = fits.find(({ label }) => label === coming.label) ?? fits[0];
  if (fit.verdict === "fits" || fit.verdict === "tight") return describeFit(fit, options.machine);
  throw doesNotFit(coming, { fit, fits, options, byForce });
}

/** Of the model and of what else its repository has. */
async function fitsOf(coming: ComingModel, options: FitOptions): Promise<readonly Fit[]> {
  const { listed, name, label, sizeBytes, missingBytes } = coming;
  if (listed && sizeBytes >= headerWorthBytes) return (await fitRepo(listed.repo, listed.model, options)).fits;
  const candidate = {
    label,
    sizeBytes,
    missingBytes,
    needs: estimateNeeds({ label, name, sizeBytes }),
    isExact: false,
  };
  return [assessFit(candidate, options.machine, options.contextLength)];
}

interface Misfit {
  readonly fit: Fit;
  readonly fits: readonly Fit[];
  readonly options: FitOptions;
  readonly byForce: string;
}

function doesNotFit({ name, listed }: ComingModel, { fit, fits, options, byForce }: Misfit): QwenError {
  const { machine } = options;
  const suggestion = suggestFit(fits);
  const instead =
    suggestion && listed
      ? `take ${repoName(listed.repo.reference)}:${suggestion.fit.label} (${formatBytes(suggestion.fit.sizeBytes)}), ${suggestion.why}`
      : "take a smaller model";
  const message = `${name}: ${describeFit(fit, machine)}; ${instead}, or pull it all the same with ${byForce}`;
  return new QwenError(codeOf(fit), message, { details: { verdict: fit.verdict, memoryBytes: fit.memoryBytes } });
}

function codeOf({ verdict }: Fit) {
  if (verdict === "does-not-run") return "model/unsupported-architecture";
  return verdict === "too-large-for-disk" ? "files/disk-full" : "model/too-large";
}
