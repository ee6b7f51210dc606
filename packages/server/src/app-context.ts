import type { KeyRing } from "./access/key-ring.ts";
import type { JsonBodies } from "./json-body.ts";
import type { Metrics } from "./metrics.ts";
import type { ModelLibrary } from "./model-library.ts";
import type { ResponseStore } from "./responses/response-store.ts";
import type { ResponseSockets } from "./responses/socket/response-sockets.ts";
import type { ServedModels } from "./served-models.ts";
import type { Watchers } from "./watching/watching.ts";
import type { Upgrade } from "./web-socket/message-socket.ts";

/** What Hono carries along with a request. */
export interface AppEnv {
  readonly Bindings: {
    /** The client's address, where it is known. */
    readonly remoteAddress?: string;
    /** Of hosts that can, for requests that want a WebSocket. */
    readonly upgrade?: Upgrade;
  };
  readonly Variables: {
    readonly requestId: string;
    /** Who asks: the name of the key, or `@` and an address where none is needed. */
    readonly caller: string;
    /** What lets go of the models that the request's handler uses, once that is done. */
    readonly leases: (() => void)[];
    /** The path as the server has it, of requests that came as far. */
    readonly route?: string;
    /** Whether the request becomes a WebSocket. */
    readonly isUpgraded?: boolean;
  };
}

/**
 * Called with what is neither the caller's fault nor the load's; never with what a request or an answer says.
 * @param place The request's id, or "model …" for what befell a model.
 */
export type ErrorListener = (error: unknown, place: string) => void;

/** What the routes of one app share. */
export interface AppContext {
  readonly models: ServedModels;
  readonly keyRing: KeyRing;
  readonly responses: ResponseStore;
  readonly responseSockets: ResponseSockets;
  readonly bodies: JsonBodies;
  /** Nothing new is taken; what runs may come to its end. */
  readonly draining: AbortSignal;
  readonly shutdown: AbortSignal;
  readonly heartbeatMs: number;
  /** How long the reader of a stream may take nothing. */
  readonly sendTimeoutMs: number;
  readonly onError: ErrorListener;
  readonly metrics: Metrics;
  readonly watchers: Watchers;
  readonly library: ModelLibrary | undefined;
}
