import type { Context } from "hono";
import type { AppEnv } from "../app-context.ts";

/** `GET /`: for whoever opens the address in a browser. */
export function home(c: Context<AppEnv>): Response {
  const { origin } = new URL(c.req.url);
  return c.text(`qwen.ts: Qwen models behind the APIs of OpenAI, Anthropic and Ollama.

Try it:

  curl ${origin}/v1/chat/completions -H "content-type: application/json" -d '{"messages":[{"role":"user","content":"Hello!"}]}'

What there is:

  POST /v1/chat/completions        a chat; "stream": true for an event stream
  POST /v1/completions             a text or token ids to continue
  POST /v1/responses               a chat that the server can keep and follow on
  POST /v1/messages                a chat in Anthropic's protocol
  POST /v1/messages/count_tokens   how long a prompt is
  POST /v1/embeddings              texts or token ids as vectors
  POST /v1/rerank                  documents by how well they fit a query
  POST /v1/moderations             what a guard model says of texts
  POST /api/chat, /api/generate    Ollama's protocol, and what belongs to it
  POST /tokenize, /detokenize      token ids of a text or a chat, and back
  POST /apply-template             a chat as the prompt that it becomes
  GET  /v1/models                  what is served
  GET  /health                     what runs and what waits
  GET  /docs, /openapi.json        all of this, described for people and for programs
  GET  /metrics                    figures for Prometheus

Clients of OpenAI's API take ${origin}/v1 as their base URL, those of Anthropic's and Ollama's ${origin}.
`);
}
