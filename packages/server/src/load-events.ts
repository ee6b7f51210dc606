import type { LoadProgress } from "@qwents/engine";
import type { ModelLoadEvent } from "@qwents/protocol";
import { describeModel } from "./describe-model.ts";
import type { ModelSlot } from "./models/model-slot.ts";
import type { UseOptions } from "./models/waiters.ts";

/** Loads a model; of its progress, a slow reader misses what is past. @throws as `ModelSlot.use` */
export async function* loadEvents(slot: ModelSlot, options: UseOptions): AsyncGenerator<ModelLoadEvent, void> {
  let progress: LoadProgress | undefined;
  let change = Promise.withResolvers<void>();
  let isDone = false;
  const wake = () => {
    change.resolve();
    change = Promise.withResolvers();
  };
  const onProgress = (latest: LoadProgress) => {
    progress = latest;
    wake();
  };
  const loading = slot.use({ ...options, onProgress }).then(({ release }) => release());
  const settle = () => {
    isDone = true;
    wake();
  };
  loading.then(settle, settle);
  if (slot.state.name === "queued") {
    yield { type: "load.progress", phase: "queued", loaded_bytes: 0, total_bytes: slot.model.sizeBytes };
  }
  while (!isDone) {
    if (progress === undefined) await change.promise;
    const news = progress;
    progress = undefined;
    if (news !== undefined) yield progressEvent(news);
  }
  await loading;
  yield { type: "load.completed", model: describeModel(slot) };
}

function progressEvent({ phase, loadedBytes, totalBytes }: LoadProgress): ModelLoadEvent {
  return { type: "load.progress", phase, loaded_bytes: loadedBytes, total_bytes: totalBytes };
}
