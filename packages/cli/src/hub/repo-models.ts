import { isSideFile } from "./hub-listing.ts";

/** The files that make up one model. */
export interface RepoModel<File> {
  readonly container: "gguf" | "safetensors";
  /** `Q8_0`, `UD-Q4_K_XL`, …, or the path of the first file when that would not tell it from the others; `safetensors`. */
  readonly label: string;
  /** Of GGUF one, or all parts of a split one in order; of safetensors what belongs beside the weights, then these. */
  readonly files: readonly File[];
}

interface WithPath {
  readonly path: string;
}

/** What a folder with configuration and weights in safetensors is called, where a quantisation stands otherwise. */
export const safetensorsLabel = "safetensors";

const splitEnding = /-(\d{5})-of-(\d{5})\.(gguf|safetensors)$/i;
/** Vision parts, importance matrices, and heads that only guess tokens for a model beside them. */
const noModel = /(^|\/)(mmproj|imatrix|mtp)[^/]*$|imatrix\.gguf$|(^|\/)mtp\//i;

/** Groups the files of a repository into whole models. */
export function repoModels<File extends WithPath>(files: readonly File[]): RepoModel<File>[] {
  return [...ggufModels(files), ...folderModel(files)];
}

/** The models that a user can mean by a quantisation or a path; all of them when `wanted` is undefined. */
export function modelsMatching<File extends WithPath>(
  models: readonly RepoModel<File>[],
  wanted: string | undefined,
): RepoModel<File>[] {
  if (wanted === undefined) return [...models];
  const named = models.filter(({ files }) => files.some(({ path }) => path === wanted && !isSideFile(path)));
  if (named.length > 0) return named;
  const text = wanted.toLowerCase();
  const labelled = models.filter(({ label }) => label.toLowerCase() === text);
  if (labelled.length > 0) return labelled;
  return models.filter(({ files: [{ path }] }) =>
    ["-", "."].some((before) =>
      stemOf(path)
        .toLowerCase()
        .endsWith(before + text),
    ),
  );
}

function ggufModels<File extends WithPath>(files: readonly File[]): RepoModel<File>[] {
  const weights = files.filter(({ path }) => /\.gguf$/i.test(path) && !noModel.test(path));
  const whole = wholeGroups(weights).map(ggufModel);
  const isUnique = ({ label }: RepoModel<File>) => whole.filter((other) => other.label === label).length === 1;
  return whole.map((model) => (isUnique(model) ? model : { ...model, label: model.files[0].path }));
}

function ggufModel<File extends WithPath>(files: readonly File[]): RepoModel<File> {
  const [{ path }] = files;
  const [, label = path] = /[-._]((?:UD-)?(?:[IT]?Q\d\w*|BF16|FP?16|F32|MXFP4\w*|NVFP4\w*))$/i.exec(stemOf(path)) ?? [];
  return { container: "gguf", label, files };
}

/** The one model that lies in a repository's own folder as the hub has it, if it does. */
function folderModel<File extends WithPath>(files: readonly File[]): RepoModel<File>[] {
  const side = files.filter(({ path }) => isSideFile(path));
  const has = (name: string) => side.some(({ path }) => path === name);
  const isWeights = ({ path }: WithPath) => /^model(\.safetensors)?(-\d{5}-of-\d{5})?\.safetensors$/.test(path);
  const groups = wholeGroups(files.filter(isWeights));
  const weights =
    groups.find(([{ path }]) => path === "model.safetensors") ??
    groups.find(([{ path }]) => splitEnding.test(path) && has("model.safetensors.index.json"));
  if (weights === undefined || !has("config.json")) return [];
  return [{ container: "safetensors", label: safetensorsLabel, files: [...side, ...weights] }];
}

/** Files that stand alone, and parts that are all there, in order. */
function wholeGroups<File extends WithPath>(files: readonly File[]): File[][] {
  return groupsOf(files).filter((group) => group.length === numPartsOf(group));
}

/** Files that stand alone, and parts of one file together, in order. */
function groupsOf<File extends WithPath>(files: readonly File[]): File[][] {
  const groups = Map.groupBy(files, ({ path }) => path.replace(splitEnding, "-of-$2.$3"));
  return [...groups.values()].map((group) => group.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}

const numPartsOf = ([{ path }]: readonly WithPath[]): number => Number(splitEnding.exec(path)?.[2] ?? 1);

export interface MissingParts {
  /** Of the first part that is there. */
  readonly path: string;
  readonly numThere: number;
  readonly numParts: number;
}

/** Weights that would be models if all their parts were there. */
export function missingParts(files: readonly WithPath[]): MissingParts[] {
  const weights = files.filter(({ path }) => splitEnding.test(path) && !noModel.test(path));
  return groupsOf(weights)
    .map((group) => ({ path: group[0].path, numThere: group.length, numParts: numPartsOf(group) }))
    .filter(({ numThere, numParts }) => numThere < numParts);
}

/** Path without ending and part number. */
const stemOf = (path: string): string => path.replace(splitEnding, "").replace(/\.gguf$/i, "");
