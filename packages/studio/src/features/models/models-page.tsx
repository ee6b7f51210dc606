import { useTranslation } from "react-i18next";
import { Downloads } from "./downloads/downloads.tsx";
import { useDownloads } from "./downloads/use-downloads.ts";
import { FindModels } from "./find/find-models.tsx";
import { InstalledModels } from "./installed/installed-models.tsx";
import styles from "./models-page.module.css";

/** Which models are on the server's machine, what they do, and how further ones come there. */
export function ModelsPage() {
  const { t } = useTranslation("models");
  const downloads = useDownloads();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Downloads downloads={downloads} />
          <InstalledModels downloads={downloads} />
        </div>
        <div className={styles.column}>
          <FindModels downloads={downloads} />
        </div>
      </div>
    </div>
  );
}
