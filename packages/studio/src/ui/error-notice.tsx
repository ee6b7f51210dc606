import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

interface ErrorNoticeProps {
  /** What went wrong and what to do, as `useErrorText` of `app/error-text.ts` has it. */
  readonly text: string;
  readonly onRetry?: (() => void) | undefined;
}

/** Something failed: a sentence, and where it helps, a way to try again. */
export function ErrorNotice({ text, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation("app");
  return (
    <Notice tone="bad" action={onRetry && <Button onClick={onRetry}>{t("tryAgain")}</Button>}>
      {text}
    </Notice>
  );
}
