import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { noMetrics } from "../metrics.ts";
import type { StudioFiles } from "../studio/studio-files.ts";
import { chatCompletions } from "./chat-completions.ts";
import { compactResponse } from "./compact-response.ts";
import { completions } from "./completions.ts";
import { countTokens } from "./count-tokens.ts";
import { decisions } from "./decisions.ts";
import { changeDownload, createDownload, listDownloads, retrieveDownload } from "./downloads.ts";
import { embeddings } from "./embeddings.ts";
import { health } from "./health.ts";
import { infill } from "./infill.ts";
import { inputTokens } from "./input-tokens.ts";
import { loadModel } from "./load-model.ts";
import { messages } from "./messages.ts";
import { metrics } from "./metrics.ts";
import { deleteModel, fitModel, searchModels } from "./model-library.ts";
import { listModels, retrieveModel, unloadModel } from "./models.ts";
import { moderations } from "./moderations.ts";
import { ollamaChat } from "./ollama/chat.ts";
import { ollamaEmbed, ollamaEmbeddings } from "./ollama/embed.ts";
import { ollamaGenerate } from "./ollama/generate.ts";
import { ollamaPs, ollamaShow, ollamaTags, ollamaVersion } from "./ollama/models.ts";
import { ollamaDelete, ollamaPull } from "./ollama/pull.ts";
import { docs, openApi } from "./openapi.ts";
import { rerank } from "./rerank.ts";
import { responseSocket } from "./response-socket.ts";
import { createResponse } from "./responses.ts";
import { status } from "./status.ts";
import { cancelResponse, deleteResponse, listInputItems, retrieveResponse } from "./stored-responses.ts";
import { homeOrStudio, studio } from "./studio.ts";
import { applyTemplate, detokenize, tokenize } from "./tokenize.ts";
import { trace } from "./trace.ts";

export type Method = "GET" | "POST" | "DELETE";
type Handler = (c: Context<AppEnv>) => Response | Promise<Response>;

/** Ids of models may have slashes. */
const modelPath = "/v1/models/:id{.+}";

/** A method, a path as Hono reads it, and who answers. */
export type Route = readonly [Method, string, Handler];

/** All that a server answers; of several paths that fit, the first counts. */
export function routesOf(context: AppContext, files: StudioFiles | undefined): readonly Route[] {
  return [
    ["POST", "/v1/chat/completions", chatCompletions(context)],
    ["POST", "/v1/completions", completions(context)],
    ["POST", "/infill", infill(context)],
    ["POST", "/v1/responses", createResponse(context)],
    ["POST", "/v1/responses/input_tokens", inputTokens(context)],
    ["POST", "/v1/responses/compact", compactResponse(context)],
    ["GET", "/v1/responses", responseSocket(context)],
    ["GET", "/v1/responses/:id", retrieveResponse(context)],
    ["DELETE", "/v1/responses/:id", deleteResponse(context)],
    ["POST", "/v1/responses/:id/cancel", cancelResponse(context)],
    ["GET", "/v1/responses/:id/input_items", listInputItems(context)],
    ["POST", "/v1/decisions", decisions(context)],
    ["POST", "/v1/embeddings", embeddings(context)],
    ...["/v1/rerank", "/v2/rerank", "/rerank"].map((path) => ["POST", path, rerank(context)] as const),
    ["POST", "/v1/moderations", moderations(context)],
    ["POST", "/v1/messages", messages(context)],
    ["POST", "/v1/messages/count_tokens", countTokens(context)],
    ["GET", "/v1/models", listModels(context)],
    ["POST", "/v1/models/load", loadModel(context)],
    ["POST", "/v1/models/unload", unloadModel(context)],
    ["GET", "/v1/models/search", searchModels(context)],
    ["POST", "/v1/models/fit", fitModel(context)],
    ["GET", modelPath, retrieveModel(context)],
    ["DELETE", modelPath, deleteModel(context)],
    ["POST", "/v1/downloads", createDownload(context)],
    ["GET", "/v1/downloads", listDownloads(context)],
    ["GET", "/v1/downloads/:id", retrieveDownload(context)],
    ["DELETE", "/v1/downloads/:id", changeDownload(context, "cancelDownload")],
    ["POST", "/v1/downloads/:id/pause", changeDownload(context, "pauseDownload")],
    ["POST", "/v1/downloads/:id/resume", changeDownload(context, "resumeDownload")],
    ["POST", "/api/chat", ollamaChat(context)],
    ["POST", "/api/generate", ollamaGenerate(context)],
    ["POST", "/api/embed", ollamaEmbed(context)],
    ["POST", "/api/embeddings", ollamaEmbeddings(context)],
    ["GET", "/api/tags", ollamaTags(context)],
    ["POST", "/api/show", ollamaShow(context)],
    ["GET", "/api/ps", ollamaPs(context)],
    ["POST", "/api/pull", ollamaPull(context)],
    ["DELETE", "/api/delete", ollamaDelete(context)],
    ["GET", "/api/version", ollamaVersion],
    ["POST", "/tokenize", tokenize(context)],
    ["POST", "/detokenize", detokenize(context)],
    ["POST", "/apply-template", applyTemplate(context)],
    ["GET", "/v1/status", status(context)],
    ["GET", "/v1/trace", trace(context)],
    ["GET", "/health", health(context)],
    ["GET", "/", homeOrStudio(files)],
    ...(files === undefined ? [] : [["GET", "/studio/*", studio(files)] as const]),
    ["GET", "/openapi.json", openApi(context)],
    ["GET", "/docs", docs(context)],
    ...(context.metrics === noMetrics ? [] : [["GET", "/metrics", metrics(context)] as const]),
  ];
}
