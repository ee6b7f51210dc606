import { ApiError, type Download, type OllamaPullProgress } from "@qwents/protocol";

/** How much of a digest names a file. */
const shownDigits = 12;

/**
 * A download in the words of Ollama's: a line when a file has grown, and "success".
 * @throws ApiError where the download ends otherwise
 */
export async function* pullLines(changes: AsyncIterable<Download>): AsyncGenerator<OllamaPullProgress, void> {
  yield { status: "pulling manifest" };
  const told = new Map<string, number>();
  for await (const download of changes) {
    for (const file of download.files) {
      const { name, digest = name, size_bytes, downloaded_bytes } = file;
      if (told.get(name) === downloaded_bytes || downloaded_bytes === 0) continue;
      told.set(name, downloaded_bytes);
      const shown = digest.replace(/^.*:/, "").slice(0, shownDigits);
      yield { status: `pulling ${shown}`, digest, total: size_bytes, completed: downloaded_bytes };
    }
    if (download.status === "completed") yield { status: "success" };
    else checkRuns(download);
  }
}

function checkRuns({ model, status, error }: Download): void {
  if (status === "queued" || status === "running") return;
  const message = error?.message ?? `The download of ${model} was ${status} by somebody else; pull again to go on.`;
  const isMissing = error?.code === "hub/not-found";
  const type = isMissing ? "invalid_request_error" : "server_error";
  throw new ApiError(message, { status: isMissing ? 404 : 502, type, code: error?.code ?? status });
}
