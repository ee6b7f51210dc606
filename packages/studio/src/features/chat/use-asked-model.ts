import { useEffect } from "react";
import { navigate, pathOf } from "../../app/route.ts";
import type { ChatRoom } from "./chat-room.ts";

/** The model that the address asks for. */
export function askedModel(): string | null {
  return new URLSearchParams(location.search).get("model");
}

/** Where the address asks for a model, as `?model=`, the fresh chat is with that one. */
export function useAskedModel(room: ChatRoom): void {
  useEffect(() => {
    const model = askedModel();
    if (model === null) return;
    room.chooseModel(room.fresh(), model);
    navigate(pathOf("chat"), { replace: true });
  }, [room]);
}
