import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import styles from "./app.module.css";
import { useConnection } from "./connection.tsx";
import { KeyDialog } from "./key-dialog.tsx";

/** Says so where the server is gone or asks for a key; nothing while all is well. */
export function ConnectionBanner() {
  const { t } = useTranslation("app");
  const { state, check } = useConnection();
  const [isAsking, setAsking] = useState(false);
  const place = useBannerHeight();
  return (
    <>
      {state === "gone" && (
        <div ref={place} className={styles.banner}>
          <Notice action={<Button onClick={check}>{t("connection.retry")}</Button>}>{t("connection.gone")}</Notice>
        </div>
      )}
      {state === "locked" && (
        <div ref={place} className={styles.banner}>
          <Notice action={<Button onClick={() => setAsking(true)}>{t("key.enter")}</Button>}>{t("key.title")}</Notice>
        </div>
      )}
      <KeyDialog isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  );
}

/** While the banner is there, `--banner` is what it takes of the window's height: pages that fill that leave it out. */
function useBannerHeight() {
  return useCallback((banner: HTMLElement | null) => {
    if (banner === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty("--banner", `${banner.offsetHeight}px`));
    observer.observe(banner);
    return () => {
      observer.disconnect();
      style.removeProperty("--banner");
    };
  }, []);
}
