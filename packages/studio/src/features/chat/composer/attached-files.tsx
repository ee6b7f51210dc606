import { FileText, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/icon-button.tsx";
import type { AttachedFile } from "../history/records.ts";
import styles from "./composer.module.css";

interface AttachedFilesProps {
  readonly files: readonly AttachedFile[];
  readonly onChange: (files: readonly AttachedFile[]) => void;
}

export function AttachedFiles({ files, onChange }: AttachedFilesProps) {
  const { t, i18n } = useTranslation("chat");
  if (files.length === 0) return null;
  const length = (file: AttachedFile) =>
    t("files.characters", { length: new Intl.NumberFormat(i18n.language).format(file.text.length) });
  return (
    <ul className={styles.files} aria-label={t("files.attached")}>
      {files.map((file, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name
        <li key={i}>
          <FileText size={16} aria-hidden="true" />
          <span className={styles.fileName}>{file.name}</span>
          <span className={styles.fileLength}>{file.isCut ? t("files.cut") : length(file)}</span>
          <IconButton
            label={t("files.remove", { name: file.name })}
            tooltipSide="top"
            icon={<X size={14} aria-hidden="true" />}
            onClick={() => onChange(files.filter((other) => other !== file))}
          />
        </li>
      ))}
    </ul>
  );
}
