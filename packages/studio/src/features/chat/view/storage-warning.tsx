import { useTranslation } from "react-i18next";
import { Notice } from "../../../ui/notice.tsx";
import styles from "../chat-page.module.css";
import { useShelf } from "../room-context.ts";

/** Says that chats are not kept, and why. It stands above whichever chat is shown: told once, not with each of them. */
export function StorageWarning() {
  const { t } = useTranslation("chat");
  const { keptIn, fault } = useShelf();
  return (
    <>
      {keptIn === "memory" && <Warning text={t("storage.none")} />}
      {fault && <Warning text={t(`storage.${fault}`)} />}
    </>
  );
}

function Warning({ text }: { readonly text: string }) {
  return (
    <div className={styles.warning}>
      <Notice tone="bad">{text}</Notice>
    </div>
  );
}
