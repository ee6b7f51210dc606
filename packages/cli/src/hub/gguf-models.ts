/** The files that make up one model: one, or all parts of a split one in order. */
export interface GgufModel<File> {
  /** Path without ending and part number. */
  readonly stem: string;
  /** `Q8_0`, `UD-Q4_K_XL`, …, or the path of the first file when that would not tell it from the others. */
  readonly label: string;
  readonly files: readonly File[];
}

interface WithPath {
  readonly path: string;
}

const splitEnding = /-(\d{5})-of-(\d{5})\.gguf$/i;

/** Groups the `.gguf` files of a repository into whole models. Vision parts and importance matrices are no models. */
export function ggufModels<File extends WithPath>(files: readonly File[]): GgufModel<File>[] {
  const models = files.filter(
    ({ path }) => /\.gguf$/i.test(path) && !/(^|\/)(mmproj|imatrix)[^/]*$|imatrix\.gguf$/i.test(path),
  );
  const groups = Map.groupBy(models, ({ path }) => path.replace(splitEnding, "-of-$2").replace(/\.gguf$/i, ""));
  const whole = [...groups.values()].filter(isWhole).map(modelOf);
  const isUnique = ({ label }: GgufModel<File>) => whole.filter((other) => other.label === label).length === 1;
  return whole.map((model) => (isUnique(model) ? model : { ...model, label: model.files[0].path }));
}

/** The models that a user can mean by a quantisation or a path; all of them when `wanted` is undefined. */
export function modelsMatching<File extends WithPath>(
  models: readonly GgufModel<File>[],
  wanted: string | undefined,
): GgufModel<File>[] {
  if (wanted === undefined) return [...models];
  const named = models.filter(({ files }) => files.some(({ path }) => path === wanted));
  if (named.length > 0) return named;
  const text = wanted.toLowerCase();
  const labelled = models.filter(({ label }) => label.toLowerCase() === text);
  if (labelled.length > 0) return labelled;
  return models.filter(({ stem }) => ["-", "."].some((before) => stem.toLowerCase().endsWith(before + text)));
}

function isWhole(files: readonly WithPath[]): boolean {
  const [, , count = "1"] = splitEnding.exec(files[0].path) ?? [];
  return files.length === Number(count);
}

function modelOf<File extends WithPath>(files: readonly File[]): GgufModel<File> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const [{ path }] = sorted;
  const stem = path.replace(splitEnding, "").replace(/\.gguf$/i, "");
  const [, label = path] = /[-._]((?:UD-)?(?:[IT]?Q\d\w*|BF16|FP?16|F32|MXFP4\w*))$/i.exec(stem) ?? [];
  return { stem, label, files: sorted };
}
