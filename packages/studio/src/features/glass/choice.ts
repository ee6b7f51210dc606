import type { Kind, Task } from "./kind.ts";
import type { ViewedSpan } from "./step-view.ts";

/** What is explained and lit: one op, all ops of a task, or a kind of them. */
export type Choice =
  | { readonly type: "span"; readonly key: string }
  | { readonly type: "task"; readonly task: Task; readonly kind: Kind }
  | { readonly type: "kind"; readonly kind: Kind };

export function isLit(choice: Choice | undefined, { kind, task }: ViewedSpan): boolean {
  if (choice === undefined || choice.type === "span") return true;
  return choice.kind === kind && (choice.type === "kind" || choice.task === task);
}
