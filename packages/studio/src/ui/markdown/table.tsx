/* biome-ignore-all lint/suspicious/noArrayIndexKey: cells have no other name than their place */
import type { Tokens } from "marked";
import { useTranslation } from "react-i18next";
import { Inline } from "./inline.tsx";
import styles from "./markdown.module.css";

/** A table, which scrolls sideways where it is wider than the answer. */
export function Table({ token: { header, rows, align } }: { readonly token: Tokens.Table }) {
  const { t } = useTranslation("app");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <section className={styles.table} tabIndex={0} aria-label={t("text.table")}>
      <table>
        <thead>
          <tr>
            {header.map((cell, i) => (
              <th key={i} style={{ textAlign: align[i] ?? "start" }} scope="col">
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j} style={{ textAlign: align[j] ?? "start" }}>
                  <Inline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
