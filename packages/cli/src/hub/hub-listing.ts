import { QwenError } from "@qwents/engine";
import type { Digest } from "./digest.ts";
import { isSafePath } from "./safe-path.ts";

/** A file of a repository, with what its content is told by. */
export interface HubFile {
  /** Within the repository; safe to use below a folder. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly digest: Digest;
}

/** What a repository holds at one commit, of what models are made of. */
export interface HubListing {
  /** 40 hexadecimal digits. */
  readonly commit: string;
  readonly files: readonly HubFile[];
}

/** What a listing says of a file, before it is checked. */
export interface ListedFile {
  readonly path: string;
  readonly sizeBytes: unknown;
  /** Undefined where the listing has none of the right form. */
  readonly digest: Digest | undefined;
}

/** A repository with more files than this is none that holds a model. */
export const mostListedFiles = 50_000;
const largestSideFileBytes = 100 * 1024 * 1024;

const sideFiles = new Set([
  "config.json",
  "generation_config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "vocab.json",
  "merges.txt",
  "chat_template.jinja",
  "chat_template.json",
  "preprocessor_config.json",
  "processor_config.json",
  "video_preprocessor_config.json",
  "model.safetensors.index.json",
  "config_sentence_transformers.json",
  "modules.json",
  "1_Pooling/config.json",
  "README.md",
  "LICENSE",
]);

/** Whether a file belongs beside safetensors: configuration, tokenizer, template, pooling, card, licence. */
export const isSideFile = (path: string): boolean => sideFiles.has(path);

/** Whether a file may be part of a model; no other is looked at. */
export const mayBelongToModel = (path: string): boolean => /\.(gguf|safetensors)$/i.test(path) || isSideFile(path);

/** Who lists what, for messages. */
export interface Lister {
  readonly repo: string;
  /** "Hugging Face", … */
  readonly hub: string;
  /** The variable that says where the hub is. */
  readonly variable: string;
}

/** The files of a listing. @throws QwenError `hub/bad-answer` for names, sizes or hashes that cannot be */
export function checkedFiles(listed: readonly ListedFile[], lister: Lister): HubFile[] {
  const paths = new Set<string>();
  return listed.map(({ path, sizeBytes, digest }) => {
    if (!isSafePath(path) || paths.has(path)) throw badListing(lister, "file names");
    paths.add(path);
    if (digest === undefined) throw badListing(lister, `the hash of ${path}`);
    const [least, most] = isSideFile(path) ? [0, largestSideFileBytes] : [1, Number.MAX_SAFE_INTEGER];
    if (typeof sizeBytes === "number" && Number.isInteger(sizeBytes) && sizeBytes >= least && sizeBytes <= most) {
      return { path, sizeBytes, digest };
    }
    throw badListing(lister, `a possible size of ${path}`);
  });
}

/** An answer that lacks what was wanted. */
export function badListing({ repo, hub, variable }: Lister, wanted: string): QwenError {
  const message = `${hub} does not give ${wanted} for ${repo}; is it a hub or its mirror? (${variable} says where it is)`;
  return new QwenError("hub/bad-answer", message);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
