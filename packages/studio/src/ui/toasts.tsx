import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import styles from "./toasts.module.css";

/** A button in a toast, e.g. to take back what it tells of. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

type ShowToast = (text: string, action?: ToastAction) => void;

const ToastContext = createContext<ShowToast>(() => {});

/** Tells in passing that something was done ("Copied"). What fails belongs beside its cause instead: `ErrorNotice`. */
export function useToast(): ShowToast {
  return use(ToastContext);
}

const shownMs = 4000;
/** Long enough to get to the button, also by keyboard. */
const shownWithActionMs = 10_000;

/** Shows one toast at a time, and has screen readers read it. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<{ readonly text: string; readonly action: ToastAction | undefined }>();
  const show = useCallback<ShowToast>((text, action) => setToast({ text, action }), []);
  useEffect(() => {
    if (toast === undefined) return;
    const timer = setTimeout(() => setToast(undefined), toast.action ? shownWithActionMs : shownMs);
    return () => clearTimeout(timer);
  }, [toast]);
  const region = useMemo(
    () =>
      createPortal(
        <div className={styles.region} role="status">
          {toast && (
            <p className={styles.toast}>
              {toast.text}
              {toast.action && (
                <button
                  type="button"
                  className={styles.action}
                  onClick={() => {
                    toast.action?.run();
                    setToast(undefined);
                  }}
                >
                  {toast.action.label}
                </button>
              )}
            </p>
          )}
        </div>,
        document.body,
      ),
    [toast],
  );
  return (
    <ToastContext value={show}>
      {children}
      {region}
    </ToastContext>
  );
}
