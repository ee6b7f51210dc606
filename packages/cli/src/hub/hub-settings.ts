import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { UsageError } from "../terminal/usage-error.ts";
import type { HubId } from "./hub-site.ts";
import { hubSites } from "./hub-sites.ts";

/** Where a hub is asked, by whom, and where what comes from it is kept. */
export interface HubAccount {
  /** Address of the hub or a mirror, without a slash at its end. */
  readonly endpoint: string;
  /** Sent to the endpoint's origin alone, and never printed. */
  readonly token: string | undefined;
  /** A cache of the layout `models--owner--name/{blobs,snapshots,refs}`; Hugging Face's is shared with other tools. */
  readonly folder: string;
}

/** Where models come from and where they are kept. */
export interface HubSettings extends Readonly<Record<HubId, HubAccount>> {
  /** For files from elsewhere on the web. */
  readonly urlFolder: string;
  /** Nothing is asked of the network. */
  readonly isOffline: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads HF_ENDPOINT, HF_TOKEN, HF_HUB_CACHE, HF_HOME, HF_HUB_OFFLINE, MODELSCOPE_DOMAIN, MODELSCOPE_API_TOKEN and
 * XDG_CACHE_HOME, with the meaning they have for other tools.
 * @throws UsageError for values that cannot be meant
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function hubSettings(
  environment: Environment = process.env,
  { offline = false }: { readonly offline?: boolean } = {},
): HubSettings {
  const { huggingFace, modelScope } = hubSites;
  const caches = folderOf(environment.XDG_CACHE_HOME) ?? join(homedir(), ".cache");
  const home = folderOf(environment.HF_HOME) ?? join(caches, "huggingface");
  const hubFolder = environment.HF_HUB_CACHE || environment.HUGGINGFACE_HUB_CACHE;
  const domain = environment.MODELSCOPE_DOMAIN;
  return {
    huggingFace: {
      endpoint: endpointOf("HF_ENDPOINT", environment.HF_ENDPOINT || huggingFace.addresses[0]),
      token: tokenOf("HF_TOKEN", environment.HF_TOKEN),
      folder: folderOf(hubFolder) ?? join(home, "hub"),
    },
    modelScope: {
      endpoint: endpointOf("MODELSCOPE_DOMAIN", domain ? withScheme(domain) : modelScope.addresses[0]),
      token: tokenOf("MODELSCOPE_API_TOKEN", environment.MODELSCOPE_API_TOKEN),
      folder: join(caches, "qwen.ts", "modelscope"),
    },
    urlFolder: join(caches, "qwen.ts", "urls"),
    isOffline: offline || /^(1|on|yes|true)$/i.test(environment.HF_HUB_OFFLINE?.trim() ?? ""),
  };
}

function folderOf(path: string | undefined): string | undefined {
  if (!path) return undefined;
  return resolve(path.replace(/^~(?=$|[/\\])/, homedir()));
}

/** ModelScope's own tools take a host name alone. */
const withScheme = (domain: string): string => (/^https?:\/\//i.test(domain) ? domain : `https://${domain}`);

function endpointOf(variable: string, text: string): string {
  const url = URL.parse(text);
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!isPlain) throw new UsageError(`${variable} is no address of a hub; expected one like https://huggingface.co`);
  return url.href.replace(/\/+$/, "");
}

/** What is no header value would be quoted in the error of whoever tried to send it. */
function tokenOf(variable: string, text: string | undefined): string | undefined {
  const token = text?.trim();
  if (!token) return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError(`${variable} holds characters that no token has; copy it again from the hub's settings`);
}
