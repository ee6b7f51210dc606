import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { ToastProvider } from "../ui/toasts.tsx";
import styles from "./app.module.css";
import { ConnectionProvider } from "./connection.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Header } from "./header.tsx";
import { KeptProvider } from "./kept.tsx";
import { PageBoundary } from "./page-boundary.tsx";
import { pages } from "./pages.ts";
import { useRoute } from "./route.ts";

/** The shell: a page, and around it what all pages have. */
export function App() {
  const { t } = useTranslation("app");
  const route = useRoute();
  const page = pages.find(({ name }) => name === route.page) ?? pages[0];
  return (
    <ConnectionProvider>
      <ToastProvider>
        <title>{`${t(`page.${page.name}`)} · qwen.ts`}</title>
        <a className={styles.skip} href="#content">
          {t("skipToContent")}
        </a>
        <Header current={page} />
        <ConnectionBanner />
        <main id="content" className={styles.main} tabIndex={-1}>
          <KeptProvider>
            <PageBoundary key={page.name}>
              <Suspense fallback={<p className={styles.waiting}>{t("loading")}</p>}>
                <page.Component />
              </Suspense>
            </PageBoundary>
          </KeptProvider>
        </main>
      </ToastProvider>
    </ConnectionProvider>
  );
}
