import { pathOf } from "../../../app/route.ts";

/** The address of a chat with a model. */
export function chatPath(model: string): string {
  return `${pathOf("chat")}?${new URLSearchParams({ model })}`;
}
