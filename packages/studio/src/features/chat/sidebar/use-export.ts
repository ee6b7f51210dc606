import { useTranslation } from "react-i18next";
import { saveFile } from "../files/save-file.ts";
import type { ChatRecord } from "../history/records.ts";
import { useRoom } from "../room-context.ts";
import { safeFileName } from "../tools/page-tools.ts";

/** Writes chats to a file, where the browser keeps downloads. */
export function useExport() {
  const { t } = useTranslation("chat");
  const { shelf } = useRoom();
  return async (chats: readonly ChatRecord[], format: "json" | "markdown"): Promise<void> => {
    const whole = await Promise.all(chats.map((chat) => shelf.whole(chat)));
    const name = safeFileName(chats.length === 1 ? chats[0].title || "chat" : "chats");
    if (format === "json") {
      const { exportJson } = await import("../files/export-json.ts");
      saveFile(`${name}.json`, exportJson(whole), "application/json");
      return;
    }
    const { exportMarkdown } = await import("../files/export-markdown.ts");
    const labels = {
      system: t("settings.system"),
      you: t("you"),
      answer: t("markdown.answer"),
      thought: t("markdown.thought"),
      file: t("markdown.file"),
      call: t("markdown.call"),
    };
    saveFile(`${name}.md`, exportMarkdown(whole, labels), "text/markdown");
  };
}
