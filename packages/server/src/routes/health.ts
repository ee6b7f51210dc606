import type { EngineStatus } from "@qwents/engine";
import type { Health } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";

type CountName = {
  [K in keyof EngineStatus]-?: Required<EngineStatus>[K] extends number ? K : never;
}[keyof EngineStatus];

/** `GET /health`: answers while models compute, without asking for a key. */
export function health({ models }: AppContext) {
  return (c: Context<AppEnv>): Response => {
    const statuses = models.loaded.map(({ engine }) => engine.status);
    const total = (field: CountName) => statuses.reduce((sum, status) => sum + status[field], 0);
    const body: Health = {
      status: "ok",
      models_loaded: statuses.length,
      running: total("runningSequences"),
      waiting: total("waitingSequences") + models.loaded.reduce((sum, { waiting }) => sum + waiting, 0),
      memory_bytes: total("memoryBytes"),
      cache_blocks_used: total("cacheBlocksUsed"),
      cache_blocks_kept: total("cacheBlocksKept"),
      cache_blocks_total: total("cacheBlocksTotal"),
      state_checkpoints_kept: total("checkpointsKept"),
      state_checkpoints_total: total("checkpointsTotal"),
    };
    return c.json(body);
  };
}
