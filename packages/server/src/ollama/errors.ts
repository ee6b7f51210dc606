import type { ApiError, OllamaErrorBody } from "@qwents/protocol";

/** Whether a path speaks Ollama's protocol. */
export function isOllamaPath(path: string): boolean {
  return path === "/api" || path.startsWith("/api/");
}

/** An error as Ollama's clients read it; the status is the same. */
export function toOllamaError({ message }: ApiError): OllamaErrorBody {
  return { error: message };
}
