import type { Download, DownloadList } from "@qwents/protocol";
import { callJson } from "./http.ts";

/** The newest first. */
export async function listDownloads(signal?: AbortSignal): Promise<readonly Download[]> {
  return (await callJson<DownloadList>("/v1/downloads", { signal })).data;
}

/**
 * Begins a download, or joins the one there is of the same model. It goes on when the page is left.
 * @param force brings also what does not fit or run on the server's machine
 */
export function beginDownload(model: string, force: boolean): Promise<Download> {
  return callJson<Download>("/v1/downloads", { body: { model, force } });
}

/** What has come is kept. */
export function pauseDownload(id: string): Promise<Download> {
  return callJson<Download>(`/v1/downloads/${id}/pause`, { method: "POST" });
}

/** Goes on with what is paused or has failed. */
export function resumeDownload(id: string): Promise<Download> {
  return callJson<Download>(`/v1/downloads/${id}/resume`, { method: "POST" });
}

/** Ends it and deletes what has come; one that has completed is forgotten, and its model stays. */
export function cancelDownload(id: string): Promise<Download> {
  return callJson<Download>(`/v1/downloads/${id}`, { method: "DELETE" });
}
