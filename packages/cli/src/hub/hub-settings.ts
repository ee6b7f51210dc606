import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { UsageError } from "../terminal/usage-error.ts";

/** Where models come from and where they are kept. */
export interface HubSettings {
  /** Address of the hub or a mirror, without a slash at its end. */
  readonly endpoint: string;
  /** Sent to the endpoint's origin alone, and never printed. */
  readonly token: string | undefined;
  /** The cache shared with other tools: `models--owner--name/{blobs,snapshots,refs}`. */
  readonly hubFolder: string;
  /** For files from elsewhere on the web. */
  readonly urlFolder: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads HF_ENDPOINT, HF_TOKEN, HF_HUB_CACHE, HF_HOME and XDG_CACHE_HOME, with the meaning they have for other tools.
 * @throws UsageError for values that cannot be meant
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function hubSettings(environment: Environment = process.env): HubSettings {
  const caches = folderOf(environment.XDG_CACHE_HOME) ?? join(homedir(), ".cache");
  const home = folderOf(environment.HF_HOME) ?? join(caches, "huggingface");
  const hubFolder = environment.HF_HUB_CACHE || environment.HUGGINGFACE_HUB_CACHE;
  return {
    endpoint: endpointOf(environment.HF_ENDPOINT || "https://huggingface.co"),
    token: tokenOf(environment.HF_TOKEN),
    hubFolder: folderOf(hubFolder) ?? join(home, "hub"),
    urlFolder: join(caches, "qwen.ts", "urls"),
  };
}

function folderOf(path: string | undefined): string | undefined {
  if (!path) return undefined;
  return resolve(path.replace(/^~(?=$|[/\\])/, homedir()));
}

function endpointOf(text: string): string {
  const url = URL.parse(text);
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!isPlain) throw new UsageError("HF_ENDPOINT is no address of a hub; expected one like https://huggingface.co");
  return url.href.replace(/\/+$/, "");
}

/** What is no header value would be quoted in the error of whoever tried to send it. */
function tokenOf(text: string | undefined): string | undefined {
  const token = text?.trim();
  if (!token) return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError("HF_TOKEN holds characters that no token has; copy it again from the hub's settings");
}
