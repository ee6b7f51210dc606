import { shownName } from "../terminal/shown-name.ts";
import { UsageError } from "../terminal/usage-error.ts";
import type { HubSettings } from "./hub-settings.ts";
import type { HubId, HubSite } from "./hub-site.ts";
import { hubSites } from "./hub-sites.ts";
import { isSafePath } from "./safe-path.ts";
import { isShortName, shortNames } from "./short-names.ts";

/** A model in a repository of a hub. */
export interface HubReference {
  readonly kind: "hub";
  readonly hub: HubId;
  /** As the user typed it. */
  readonly name: string;
  /** `owner/name` */
  readonly repo: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** A quantisation such as `Q8_0`, `safetensors`, or a path in the repository; undefined: the only model that is there. */
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
  "a short name (qwen3:0.6b), owner/repository:QUANTISATION of the Hugging Face hub, modelscope:owner/repository:QUANTISATION, " +
  "or the https address of a .gguf file";

/** @param more Further forms, with what joins them to the others. */
export function noReference(text: string, more = ""): UsageError {
  return new UsageError(`${shownName(text)} names no model; expected ${referenceForms}${more}`);
}

/** Where the hubs are. */
export type HubEndpoints = Readonly<Record<HubId, Pick<HubSettings[HubId], "endpoint">>>;

/** How a repository is named, so that it can be typed again. */
export const repoName = ({ hub, repo }: Pick<HubReference, "hub" | "repo">): string =>
  hub === "huggingFace" ? repo : `${hubSites[hub].prefix}:${repo}`;

const repoPattern = /^(?=.{3,96}$)(?!.*(--|\.\.))\w[\w.-]*\/\w[\w.-]*$/;
/** Whether a text can be `owner/name`. */
export const isRepoName = (text: string): boolean => repoPattern.test(text);

const wordPattern = /^\w[\w.-]*$/;

/**
 * Reads what a user names a model by; undefined for what has not the form of a reference, such as a file name.
 * Addresses of a hub become references to the repository, so that a mirror of it serves them too.
 * @throws UsageError for an unknown short name and for addresses that cannot be pulled from
 */
export function parseReference(text: string, endpoints: HubEndpoints): ModelReference | undefined {
  if (/^https?:\/\//i.test(text)) return addressReference(text, endpoints);
  if (isShortName(text)) return shortReference(text);
  for (const site of Object.values(hubSites)) {
    const hosts = site.addresses.map((address) => `${new URL(address).host}/`);
    const start = [`${site.prefix}:`, ...hosts].find((start) => text.startsWith(start));
    if (start !== undefined) return repoReference(site, text, text.slice(start.length));
  }
  return repoReference(hubSites.huggingFace, text, text);
}

function shortReference(text: string): HubReference {
  const found = shortNames.find(({ name }) => name === text.toLowerCase());
  if (found) return { kind: "hub", hub: "huggingFace", revision: "main", ...found };
  const [family] = text.toLowerCase().split(":");
  const sizes = shortNames.map(({ name }) => name).filter((name) => name.startsWith(`${family}:`));
  const known = sizes.length > 0 ? sizes : [...new Set(shortNames.map(({ name }) => `${name.split(":")[0]}:…`))];
  const others = "qwen.ts pull --help has all, and owner/repository:QUANTISATION names any other";
  throw new UsageError(`there is no short name ${shownName(text)}; there are ${known.join(", ")}; ${others}`);
}

/** `owner/name`, `owner/name@revision`, either with `:file`. */
function repoReference({ id, mainRevision }: HubSite, name: string, text: string): HubReference | undefined {
  const [, repo, revision = mainRevision, file] = /^([^@:]+)(?:@([^:]+))?(?::(.+))?$/.exec(text) ?? [];
  if (repo === undefined || !repoPattern.test(repo) || /\.(gguf|safetensors)$/i.test(repo)) return undefined;
  if (!wordPattern.test(revision) || (file !== undefined && !isFile(file)) || text.endsWith(":")) return undefined;
  return { kind: "hub", hub: id, name, repo, revision, file };
}

function addressReference(text: string, endpoints: HubEndpoints): ModelReference {
  const url = URL.parse(text);
  if (!url) throw new UsageError("this is not a whole address; expected https://host/path/model.gguf");
  const name = `${url.origin}${url.pathname}`;
  if (url.username || url.password)
    throw new UsageError(`${name} was given with a user name or password; leave it out`);
  for (const site of Object.values(hubSites)) {
    const hub = [endpoints[site.id].endpoint, ...site.addresses].find((base) => name.startsWith(`${base}/`));
    const inRepo = hub === undefined ? undefined : pageReference(site, name, name.slice(hub.length + 1));
    if (inRepo) return inRepo;
  }
  if (!/\/[^/]+\.gguf$/i.test(url.pathname)) throw new UsageError(`${name} does not end in .gguf; name a model file`);
  if (url.protocol === "https:" || isThisMachine(url)) return { kind: "url", name, url };
  throw new UsageError(`${name} is not encrypted, so the file could be changed on its way; use https`);
}

/**
 * The page of a repository, `owner/name`, or of a file: `owner/name/resolve/main/path.gguf`, or `blob` there; ModelScope
 * has `models/` in front, and `file/view` for the page about a file.
 */
function pageReference(site: HubSite, name: string, path: string): HubReference | undefined {
  const page = /^(?:models\/)?([^/]+\/[^/]+?)(?:\/(?:summary|files|tree\/[^/]+))?\/?$/.exec(path);
  if (page) return repoReference(site, name, page[1]);
  const pattern = /^(?:models\/)?([^/]+\/[^/]+)\/(?:resolve|blob|file\/view)\/([^/]+)\/(.+)$/;
  const [, repo, revision, encoded] = pattern.exec(path) ?? [];
  const file = encoded === undefined ? undefined : decoded(encoded);
  return file === undefined ? undefined : repoReference(site, name, `${repo}@${revision}:${file}`);
}

const isFile = (file: string): boolean => /^[\w.-]+$/.test(file) || (/\.gguf$/i.test(file) && isSafePath(file));

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const isThisMachine = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
