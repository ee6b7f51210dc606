import { Check, Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/icon-button.tsx";
import { useCopy } from "../use-copy.ts";

export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation("chat");
  const [isCopied, copy] = useCopy();
  const Icon = isCopied ? Check : Copy;
  return (
    <IconButton
      label={isCopied ? t("copied") : t("copy")}
      icon={<Icon size={15} aria-hidden="true" />}
      onClick={() => copy(text)}
    />
  );
}
