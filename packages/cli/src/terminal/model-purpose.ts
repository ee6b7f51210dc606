import type { CheckpointSummary } from "@qwents/engine";

/** What a model was made for, in words; undefined when that is not known. */
export function purposeOf({ head, template }: Pick<CheckpointSummary, "head" | "template">): string | undefined {
  if (head === "guard") return "judging texts token by token (/v1/moderations, engine.moderate)";
  if (head === "classifier") return "reranking documents (/v1/rerank, engine.rerank)";
  if (head === "none") return "embedding texts (/v1/embeddings, engine.embed)";
  if (head === undefined) return undefined;
  return template?.isGuard ? "judging texts, by a verdict that it writes (/v1/moderations)" : "generating text";
}

/** Whether what is said of chats and sampling says anything of a model. */
export function generates({ head }: Pick<CheckpointSummary, "head">): boolean {
  return head === undefined || head === "vocabulary";
}
