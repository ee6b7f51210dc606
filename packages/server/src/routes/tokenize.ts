import type { Engine } from "@qwents/engine";
import {
  type ApplyTemplateResult,
  applyTemplateRequestSchema,
  type DetokenizeResult,
  detokenizeRequestSchema,
  type ParsedTokenizeRequest,
  parseRequest,
  type TokenizeResult,
  tokenizeRequestSchema,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { conversationToEngine } from "../to-engine.ts";

/** `POST /tokenize`: token ids of a text, or of the prompt that a conversation becomes. */
export function tokenize({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(tokenizeRequestSchema, await bodies.read(c.req.raw));
    const { engine } = models.find(request.model);
    const tokenIds = tokenIdsOf(request, engine);
    const body: TokenizeResult = {
      tokens: request.with_pieces === true ? tokenIds.map((id) => ({ id, piece: pieceOf(id, engine) })) : tokenIds,
      count: tokenIds.length,
      max_model_len: engine.info.contextLength,
      ...(request.return_token_strs === true && {
        token_strs: tokenIds.map((id) => engine.detokenize([id], { keepSpecial: true })),
      }),
    };
    return c.json(body);
  };
}

/** `POST /detokenize`: the text of token ids. */
export function detokenize({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const { model, tokens } = parseRequest(detokenizeRequestSchema, await bodies.read(c.req.raw));
    const text = models.find(model).engine.detokenize(tokens, { keepSpecial: true });
    const body: DetokenizeResult = { content: text, prompt: text };
    return c.json(body);
  };
}

/** `POST /apply-template`: the prompt that a conversation becomes. */
export function applyTemplate({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(applyTemplateRequestSchema, await bodies.read(c.req.raw));
    const { messages, tools, template } = conversationToEngine(request);
    const { engine } = models.find(request.model);
    const body: ApplyTemplateResult = { prompt: engine.applyTemplate(messages, tools, template) };
    return c.json(body);
  };
}

function tokenIdsOf({ content, prompt, messages, ...rest }: ParsedTokenizeRequest, engine: Engine): number[] {
  if (messages != null) return engine.tokenize(conversationToEngine({ ...rest, messages }));
  return engine.tokenize(content ?? prompt ?? "", { parseSpecial: rest.parse_special !== false });
}

/** A token's text, or its bytes where they are no text by themselves. */
function pieceOf(tokenId: number, engine: Engine): string | number[] {
  const bytes = engine.tokenBytes(tokenId);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return [...bytes];
  }
}
