import { type Ref, type TextareaHTMLAttributes, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { classNames } from "../../../ui/class-names.ts";
import styles from "./growing-text-area.module.css";

interface GrowingTextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly value: string;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** As high as its text, up to a part of the window; with `autoFocus`, the cursor is at its end. */
export function GrowingTextArea({ value, className, autoFocus, ref, ...rest }: GrowingTextAreaProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => area.current!);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what its height follows
  useLayoutEffect(() => {
    const element = area.current!;
    element.style.height = "0";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [value]);
  useEffect(() => {
    if (!autoFocus) return;
    const { length } = area.current!.value;
    area.current!.focus();
    area.current!.setSelectionRange(length, length);
  }, [autoFocus]);
  return <textarea ref={area} rows={1} className={classNames(styles.area, className)} value={value} {...rest} />;
}
