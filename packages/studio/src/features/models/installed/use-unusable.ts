import type { Model, ModelSearchResult } from "@qwents/protocol";
import { useCallback, useEffect, useState } from "react";
import { listOnDisk } from "../../../api/models.ts";
import { listModels } from "../../../api/server-state.ts";
import { useConnection } from "../../../app/connection.tsx";

/**
 * What is on the disk and does not run here: it takes room, and is in no list of models.
 * @param changes another number where something has come
 */
export function useUnusable(changes: number) {
  const { models, times } = useConnection();
  const [round, setRound] = useState(0);
  const [unusable, setUnusable] = useState<readonly ModelSearchResult[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew when models came or went, or the server came back
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const look = async () => {
      // The server's first list has not all models: this one comes after that of the connection.
      const [running, onDisk] = [await listModels(signal), await listOnDisk(signal)];
      setUnusable(onDisk.filter((found) => !running.some((model) => isOf(model, found))));
    };
    // Without a library, or while it is not to be had, nothing is known of what else is there.
    look().catch(() => {});
    return () => leaving.abort();
  }, [models.length, times, changes, round]);
  return { unusable, again: useCallback(() => setRound((before) => before + 1), []) };
}

function isOf({ id, aliases = [] }: Model, { id: name, repository, quantization }: ModelSearchResult): boolean {
  const file = name.replace(/^.*[\\/]/, "").replace(/\.gguf$/i, "");
  return [name, `${repository}:${quantization}`, file].some((known) => known === id || aliases.includes(known));
}
