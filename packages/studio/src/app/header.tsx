import { useTranslation } from "react-i18next";
import { classNames } from "../ui/class-names.ts";
import { ConnectionStatus } from "./connection-status.tsx";
import styles from "./header.module.css";
import { LanguageSwitch } from "./language-switch.tsx";
import { Link } from "./link.tsx";
import { type Page, pages } from "./pages.ts";
import { pathOf } from "./route.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

/** Name, pages, language and theme: at the top; on phones the pages are at the foot. */
export function Header({ current }: { readonly current: Page }) {
  const { t } = useTranslation("app");
  return (
    <header className={styles.header}>
      <Link className={styles.name} href={pathOf(pages[0].name)}>
        <Mark />
        <span>
          qwen.ts <span className={styles.studio}>{t("studio")}</span>
        </span>
      </Link>
      <nav className={styles.pages} aria-label={t("pages")}>
        {pages.map((page) => {
          const isCurrent = page.name === current.name;
          return (
            <Link
              key={page.name}
              className={classNames(styles.page, isCurrent && styles.current)}
              href={pathOf(page.name)}
              {...(isCurrent && { "aria-current": "page" })}
            >
              <page.icon size={18} aria-hidden="true" />
              {t(`page.${page.name}`)}
            </Link>
          );
        })}
      </nav>
      <div className={styles.switches}>
        <ConnectionStatus />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M6.5 23a11.5 11.5 0 1 1 19 0" />
      <line x1="16" y1="19" x2="22.5" y2="9" />
      <circle cx="16" cy="19" r="2.8" />
    </svg>
  );
}
