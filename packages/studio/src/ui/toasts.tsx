import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import styles from "./toasts.module.css";

const ToastContext = createContext<(text: string) => void>(() => {});

/** Tells in passing that something was done ("Copied"). What fails belongs beside its cause instead: `ErrorNotice`. */
export function useToast(): (text: string) => void {
  return use(ToastContext);
}

const shownMs = 4000;

/** Shows one toast at a time, and has screen readers read it. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<{ readonly text: string }>();
  const show = useCallback((text: string) => setToast({ text }), []);
  useEffect(() => {
    if (toast === undefined) return;
    const timer = setTimeout(() => setToast(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [toast]);
  const region = useMemo(
    () =>
      createPortal(
        <div className={styles.region} role="status">
          {toast && <p className={styles.toast}>{toast.text}</p>}
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
