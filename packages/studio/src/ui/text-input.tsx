import type { InputHTMLAttributes, Ref } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";

interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly ref?: Ref<HTMLInputElement>;
}

/** A line of text; its label is a `Field`'s, or an `aria-label`. */
export function TextInput({ className, type = "text", ...rest }: TextInputProps) {
  return <input type={type} className={classNames(styles.input, className)} {...rest} />;
}
