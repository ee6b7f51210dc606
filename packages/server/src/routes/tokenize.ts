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
import type { ServedEngine } from "../served-engine.ts";
import { conversationToEngine } from "../to-engine.ts";

/** `POST /tokenize`: token ids of a text, or of the prompt that a conversation becomes. */
export function tokenize({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(tokenizeRequestSchema, await bodies.read(c.req.raw));
    const { engine } = await models.use(c, request.model);
    const tokenIds = await tokenIdsOf(request, engine);
    const body: TokenizeResult = {
      tokens: request.with_pieces === true ? await piecesOf(tokenIds, engine) : tokenIds,
      count: tokenIds.length,
      max_model_len: engine.info.contextLength,
      ...(request.return_token_strs === true && {
        token_strs: await Promise.all(tokenIds.map((id) => engine.detokenize([id], { keepSpecial: true }))),
      }),
    };
    return c.json(body);
  };
}

/** `POST /detokenize`: the text of token ids. */
export function detokenize({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const { model, tokens } = parseRequest(detokenizeRequestSchema, await bodies.read(c.req.raw));
    const { engine } = await models.use(c, model);
    const text = await engine.detokenize(tokens, { keepSpecial: true });
    const body: DetokenizeResult = { content: text, prompt: text };
    return c.json(body);
  };
}

/** `POST /apply-template`: the prompt that a conversation becomes. */
export function applyTemplate({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(applyTemplateRequestSchema, await bodies.read(c.req.raw));
    const { messages, tools, template } = conversationToEngine(request);
    const { engine } = await models.use(c, request.model);
    const body: ApplyTemplateResult = { prompt: await engine.applyTemplate(messages, tools, template) };
    return c.json(body);
  };
}

async function tokenIdsOf(
  { content, prompt, messages, ...rest }: ParsedTokenizeRequest,
  engine: ServedEngine,
): Promise<number[]> {
  if (messages != null) return await engine.tokenize(conversationToEngine({ ...rest, messages }));
  return await engine.tokenize(content ?? prompt ?? "", { parseSpecial: rest.parse_special !== false });
}

function piecesOf(tokenIds: readonly number[], engine: ServedEngine) {
  return Promise.all(tokenIds.map(async (id) => ({ id, piece: await pieceOf(id, engine) })));
}

/** A token's text, or its bytes where they are no text by themselves. */
async function pieceOf(tokenId: number, engine: ServedEngine): Promise<string | number[]> {
  const bytes = await engine.tokenBytes(tokenId);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return [...bytes];
  }
}
