import { UsageError } from "../terminal/usage-error.ts";
import { isSafePath } from "./safe-path.ts";
import { isShortName, shortNames } from "./short-names.ts";

/** A model in a repository of the hub. */
export interface HubReference {
  readonly kind: "hub";
  /** As the user typed it. */
  readonly name: string;
  /** `owner/name` */
  readonly repo: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** A quantisation such as `Q8_0`, or the path of a `.gguf` file; undefined: the only model that is there. */
  readonly file: string | undefined;
}

/** A `.gguf` file anywhere on the web. */
export interface UrlReference {
  readonly kind: "url";
  /** The address without its query, which may hold secrets. */
  readonly name: string;
  readonly url: URL;
}

export type ModelReference = HubReference | UrlReference;

export const referenceForms =
  "a short name (qwen3:0.6b), owner/repository:QUANTISATION of the Hugging Face hub, or the https address of a .gguf file";

const mainHub = "https://huggingface.co";
const repoPattern = /^(?=.{3,96}$)(?!.*(--|\.\.))\w[\w.-]*\/\w[\w.-]*$/;
const quantisationPattern = /^[\w.-]+$/;

/**
 * Reads what a user names a model by; undefined for what has not the form of a reference, such as a file name.
 * Addresses of the main hub become references to the repository, so that a mirror (`endpoint`) serves them too.
 * @throws UsageError for an unknown short name and for addresses that cannot be pulled from
 */
export function parseReference(text: string, endpoint: string): ModelReference | undefined {
  if (/^https?:\/\//i.test(text)) return addressReference(text, endpoint);
  if (isShortName(text)) return shortReference(text);
  const colon = text.indexOf(":");
  const repo = colon < 0 ? text : text.slice(0, colon);
  const file = colon < 0 ? undefined : text.slice(colon + 1);
  if (!repoPattern.test(repo) || /\.(gguf|safetensors)$/i.test(repo)) return undefined;
  if (file !== undefined && !isFile(file)) return undefined;
  return { kind: "hub", name: text, repo, revision: "main", file };
}

function shortReference(text: string): HubReference {
  const found = shortNames.find(({ name }) => name === text.toLowerCase());
  if (found) return { kind: "hub", name: found.name, repo: found.repo, revision: "main", file: found.file };
  const known = shortNames.map(({ name }) => name).join(", ");
  throw new UsageError(`there is no short name ${text}; there are ${known}, and owner/repository:QUANTISATION`);
}

function addressReference(text: string, endpoint: string): ModelReference {
  const url = URL.parse(text);
  if (!url) throw new UsageError("this is not a whole address; expected https://host/path/model.gguf");
  const name = `${url.origin}${url.pathname}`;
  if (url.username || url.password)
    throw new UsageError(`${name} was given with a user name or password; leave it out`);
  const hub = [endpoint, mainHub].find((base) => name.startsWith(`${base}/`));
  const inRepo = hub === undefined ? undefined : repoReference(name, name.slice(hub.length + 1));
  if (inRepo) return inRepo;
  if (!/\/[^/]+\.gguf$/i.test(url.pathname)) throw new UsageError(`${name} does not end in .gguf; name a model file`);
  if (url.protocol === "https:" || isThisMachine(url)) return { kind: "url", name, url };
  throw new UsageError(`${name} is not encrypted, so the file could be changed on its way; use https`);
}

/** `owner/name/resolve/main/path.gguf`, or `blob` for the page about the file. */
function repoReference(name: string, path: string): HubReference | undefined {
  const [, repo, revision, encoded] = /^([^/]+\/[^/]+)\/(?:resolve|blob)\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const file = encoded === undefined ? undefined : decoded(encoded);
  if (file === undefined || !repoPattern.test(repo) || !/^\w[\w.-]*$/.test(revision) || !isFile(file)) return undefined;
  return { kind: "hub", name, repo, revision, file };
}

const isFile = (file: string): boolean => quantisationPattern.test(file) || (/\.gguf$/i.test(file) && isSafePath(file));

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const isThisMachine = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
