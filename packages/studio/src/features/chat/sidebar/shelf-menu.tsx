import { Download, FileText, MoreHorizontal, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useToast } from "../../../ui/toasts.tsx";
import { useRoom, useShelf } from "../room-context.ts";
import { importFaultText } from "./import-fault-text.ts";
import { Menu } from "./menu.tsx";
import { useExport } from "./use-export.ts";

/** What can be done with all chats: written to a file, and brought back from one. */
export function ShelfMenu() {
  const { t } = useTranslation("chat");
  const { shelf } = useRoom();
  const { chats } = useShelf();
  const toast = useToast();
  const exportChats = useExport();
  const picker = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const bringBack = async (file: File) => {
    try {
      const { importFile } = await import("../files/import-chats.ts");
      const imported = await importFile(file);
      await shelf.add(imported);
      toast(t("imported", { count: imported.length }));
    } catch (error) {
      setFault(importFaultText(error, t));
    }
  };
  return (
    <>
      <Menu
        label={t("menu.all")}
        icon={<MoreHorizontal size={18} aria-hidden="true" />}
        items={[
          { label: t("menu.import"), icon: Upload, run: () => picker.current!.click() },
          ...(chats.length === 0
            ? []
            : [
                { label: t("menu.allMarkdown"), icon: FileText, run: () => void exportChats(chats, "markdown") },
                { label: t("menu.allJson"), icon: Download, run: () => void exportChats(chats, "json") },
              ]),
        ]}
      />
      <input
        ref={picker}
        type="file"
        accept=".json,.md,.markdown,application/json,text/markdown"
        hidden
        aria-label={t("menu.import")}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) void bringBack(file).finally(() => (target.value = ""));
        }}
      />
      <Dialog title={t("import.failed")} isOpen={fault !== undefined} onClose={() => setFault(undefined)}>
        <ErrorNotice text={fault ?? ""} />
      </Dialog>
    </>
  );
}
