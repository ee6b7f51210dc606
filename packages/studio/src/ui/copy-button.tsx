import { Check, Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./icon-button.tsx";
import { useCopy } from "./use-copy.ts";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, where that is not plain. */
  readonly label?: string;
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTranslation("app");
  const [isCopied, copy] = useCopy();
  const Icon = isCopied ? Check : Copy;
  return (
    <IconButton
      label={isCopied ? t("text.copied") : (label ?? t("text.copy"))}
      icon={<Icon size={15} aria-hidden="true" />}
      disabled={text === ""}
      onClick={() => copy(text)}
    />
  );
}
