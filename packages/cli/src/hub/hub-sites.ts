import type { HubId, HubSite } from "./hub-site.ts";
import { huggingFace } from "./hugging-face.ts";
import { modelScope } from "./model-scope.ts";

/** The hubs that models come from. */
export const hubSites: Readonly<Record<HubId, HubSite>> = { huggingFace, modelScope };
