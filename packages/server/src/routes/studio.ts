import { ApiError } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppEnv } from "../app-context.ts";
import { answerFile } from "../studio/answer-file.ts";
import { type StudioFiles, studioRoot } from "../studio/studio-files.ts";
import { home } from "./home.ts";

/** `GET /`: the studio for browsers, and a text for all others. */
export function homeOrStudio(files: StudioFiles | undefined) {
  return (c: Context<AppEnv>): Response | Promise<Response> => {
    c.header("vary", "accept", { append: true });
    return files && wantsHtml(c) ? answerFile(files.get("index.html")!, "index.html", c.req.raw) : home(c);
  };
}

/** `GET /studio/…`: a file, or for the address of one of its pages the one document that shows them all. */
export function studio(files: StudioFiles) {
  return (c: Context<AppEnv>): Promise<Response> => {
    const path = c.req.path.slice(studioRoot.length);
    const file = files.get(path);
    if (file) return answerFile(file, path, c.req.raw);
    if (!path.startsWith("assets/") && wantsHtml(c)) {
      return answerFile(files.get("index.html")!, "index.html", c.req.raw);
    }
    const message = `The studio has no ${path.slice(0, 128)}. Reload the page: the server may be another version.`;
    throw new ApiError(message, { status: 404, type: "invalid_request_error", code: "not_found" });
  };
}

function wantsHtml(c: Context<AppEnv>): boolean {
  return /\btext\/html\b/i.test(c.req.header("accept") ?? "");
}
