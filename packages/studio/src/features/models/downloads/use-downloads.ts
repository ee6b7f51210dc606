import type { Download } from "@qwents/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { beginDownload, cancelDownload, listDownloads, pauseDownload, resumeDownload } from "../../../api/downloads.ts";
import { ServerError } from "../../../api/server-error.ts";
import { useConnection } from "../../../app/connection.tsx";
import { useVisibleInterval } from "../use-visible-interval.ts";

export interface DownloadList {
  readonly list: readonly Download[];
  /** Whether the server brings models at all; undefined until it is known. */
  readonly isSupported: boolean | undefined;
  /** These throw what the server answers. */
  readonly begin: (model: string, options?: { readonly force?: boolean }) => Promise<void>;
  readonly pause: (id: string) => Promise<void>;
  readonly resume: (id: string) => Promise<void>;
  readonly cancel: (id: string) => Promise<void>;
  /** Takes off the list what has come of a model that is deleted now. */
  readonly forget: (names: readonly string[]) => Promise<void>;
}

const busyMs = 500;
const idleMs = 5000;

export const isUnderWay = ({ status }: Download): boolean => status === "queued" || status === "running";

/** The server's downloads, looked at often while something comes. */
export function useDownloads(): DownloadList {
  const { state, times, check } = useConnection();
  const [list, setList] = useState<readonly Download[]>([]);
  const [isSupported, setSupported] = useState<boolean>();
  const isAsking = useRef(false);

  const look = useCallback(async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      const found = await listDownloads();
      setList((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
      setSupported(true);
    } catch (error) {
      if (error instanceof ServerError && error.status === 501) setSupported(false);
      else check();
    } finally {
      isAsking.current = false;
    }
  }, [check]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: anew when the server is back
  useEffect(() => void look(), [look, times]);
  const canAsk = state === "connected" && isSupported !== false;
  useVisibleInterval(() => void look(), canAsk ? (list.some(isUnderWay) ? busyMs : idleMs) : undefined);

  // What has come is a model: the list of these is another one now.
  const numCompleted = list.filter(({ status }) => status === "completed").length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever one more has come
  useEffect(check, [numCompleted, check]);

  const act = async (action: Promise<Download>): Promise<void> => {
    const changed = await action;
    setList((before) => {
      const at = before.findIndex(({ id }) => id === changed.id);
      return at < 0 ? [changed, ...before] : before.with(at, changed);
    });
    await look();
  };
  const cancel = async (id: string): Promise<void> => {
    await cancelDownload(id);
    setList((before) => before.filter((download) => download.id !== id));
  };
  return {
    list,
    isSupported,
    begin: (model, { force = false } = {}) => act(beginDownload(model, force)),
    pause: (id) => act(pauseDownload(id)),
    resume: (id) => act(resumeDownload(id)),
    cancel,
    async forget(names) {
      const isOf = ({ model, resolved = model }: Download) => names.includes(model) || names.includes(resolved);
      const gone = list.filter((download) => download.status === "completed" && isOf(download));
      await Promise.all(gone.map(({ id }) => cancel(id)));
    },
  };
}
