import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../ui/error-notice.tsx";
import styles from "./app.module.css";

interface PageBoundaryProps {
  readonly children: ReactNode;
}

/** Keeps a page that throws, or whose code could not be loaded, from taking the shell with it. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    // What failed to load is only asked for again by a new document.
    return this.state.hasFailed ? <Failed onRetry={() => location.reload()} /> : this.props.children;
  }
}

function Failed({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation("app");
  return (
    <div className={styles.waiting}>
      <ErrorNotice text={t("errors.page")} onRetry={onRetry} />
    </div>
  );
}
