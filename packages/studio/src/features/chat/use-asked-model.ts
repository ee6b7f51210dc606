import { useEffect } from "react";
import { navigate, pathOf } from "../../app/route.ts";
import type { ChatRoom } from "./chat-room.ts";

/** Where the address asks for a model, as `?model=`, the fresh chat is with that one. */
export function useAskedModel(room: ChatRoom): void {
  useEffect(() => {
    const model = new URLSearchParams(location.search).get("model");
    if (model === null) return;
    room.chooseModel(room.fresh(), model);
    navigate(pathOf("chat"), { replace: true });
  }, [room]);
}
