import type { Model } from "@qwents/protocol";

/** What a name tells of a model that is not here yet. */
export interface NameFacts {
  /** Billions of parameters. */
  readonly billions?: number;
  readonly kind: ModelKind;
}

/** "embedding": it turns texts into numbers to search by; "reranker": it orders documents. */
export type ModelKind = "chat" | "code" | "embedding" | "reranker";

export function factsOfName(name: string): NameFacts {
  const [, billions] = /(?:^|[-:_])(\d+(?:\.\d+)?)b(?![a-z0-9])/i.exec(name) ?? [];
  return { kind: kindOfName(name), ...(billions !== undefined && { billions: Number(billions) }) };
}

function kindOfName(name: string): ModelKind {
  if (/rerank/i.test(name)) return "reranker";
  if (/embed/i.test(name)) return "embedding";
  return /coder/i.test(name) ? "code" : "chat";
}

/** Whether one can talk to it. */
export function canChat({ id, aliases = [], head, has_chat_template: hasTemplate }: Model): boolean {
  if (head !== undefined && head !== "vocabulary") return false;
  const isTalker = [id, ...aliases].every((name) => !["embedding", "reranker"].includes(kindOfName(name)));
  return hasTemplate === true && isTalker;
}

/** Whether a text names one model or repository, rather than words to search by. */
export function isReference(text: string): boolean {
  return /^(https:\/\/\S+\.gguf(\?\S*)?|(modelscope:|hf:)?[\w.-]+\/[\w.-]+(@[\w.-]+)?(:[\w./-]+)?|qw(en[\w.-]*|q):[\w.-]+)$/i.test(
    text,
  );
}
