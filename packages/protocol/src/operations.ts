import { anthropicCountTokensOperation, anthropicMessagesOperation } from "./anthropic/messages.ts";
import { chatCompletionOperation } from "./chat-completions.ts";
import { completionOperation } from "./completions.ts";
import { decisionOperation } from "./decisions.ts";
import {
  cancelDownloadOperation,
  createDownloadOperation,
  listDownloadsOperation,
  pauseDownloadOperation,
  resumeDownloadOperation,
  retrieveDownloadOperation,
} from "./downloads.ts";
import { embeddingOperation } from "./embeddings.ts";
import { healthOperation } from "./health.ts";
import { infillOperation } from "./infill.ts";
import { fitModelOperation } from "./model-fit.ts";
import { loadModelOperation, unloadModelOperation } from "./model-loads.ts";
import { deleteModelOperation, searchModelsOperation } from "./model-search.ts";
import { listModelsOperation, retrieveModelOperation } from "./models.ts";
import { moderationOperation } from "./moderations.ts";
import { ollamaChatOperation } from "./ollama/chat.ts";
import { ollamaEmbeddingsOperation, ollamaEmbedOperation } from "./ollama/embed.ts";
import { ollamaGenerateOperation } from "./ollama/generate.ts";
import {
  ollamaDeleteOperation,
  ollamaPsOperation,
  ollamaPullOperation,
  ollamaShowOperation,
  ollamaTagsOperation,
  ollamaVersionOperation,
} from "./ollama/models.ts";
import type { Operation } from "./openapi/operation.ts";
import { docsOperation, homeOperation, metricsOperation, openApiOperation } from "./openapi/server-operations.ts";
import { rerankElsewhereOperations, rerankOperation } from "./rerank.ts";
import { responseCompactOperation } from "./responses/compact.ts";
import { responseInputTokensOperation } from "./responses/input-tokens.ts";
import { createResponseOperation } from "./responses/request.ts";
import {
  cancelResponseOperation,
  deleteResponseOperation,
  listInputItemsOperation,
  retrieveResponseOperation,
} from "./responses/stored.ts";
import { statusOperation } from "./status.ts";
import { applyTemplateOperation, detokenizeOperation, tokenizeOperation } from "./tokenize.ts";
import { traceOperation } from "./trace.ts";

/** All endpoints, in the order in which the reference shows them. */
export const operations: readonly Operation[] = [
  chatCompletionOperation,
  completionOperation,
  infillOperation,
  decisionOperation,
  createResponseOperation,
  responseInputTokensOperation,
  responseCompactOperation,
  retrieveResponseOperation,
  deleteResponseOperation,
  cancelResponseOperation,
  listInputItemsOperation,
  anthropicMessagesOperation,
  anthropicCountTokensOperation,
  embeddingOperation,
  rerankOperation,
  ...rerankElsewhereOperations,
  moderationOperation,
  listModelsOperation,
  retrieveModelOperation,
  loadModelOperation,
  unloadModelOperation,
  searchModelsOperation,
  fitModelOperation,
  deleteModelOperation,
  createDownloadOperation,
  listDownloadsOperation,
  retrieveDownloadOperation,
  pauseDownloadOperation,
  resumeDownloadOperation,
  cancelDownloadOperation,
  tokenizeOperation,
  detokenizeOperation,
  applyTemplateOperation,
  ollamaChatOperation,
  ollamaGenerateOperation,
  ollamaEmbedOperation,
  ollamaEmbeddingsOperation,
  ollamaTagsOperation,
  ollamaShowOperation,
  ollamaPsOperation,
  ollamaPullOperation,
  ollamaDeleteOperation,
  ollamaVersionOperation,
  healthOperation,
  statusOperation,
  traceOperation,
  metricsOperation,
  homeOperation,
  openApiOperation,
  docsOperation,
];
