import type { ButtonHTMLAttributes, Ref } from "react";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** "primary": the one thing to do here; "quiet": without a frame; "danger": what cannot be undone. */
  readonly look?: "primary" | "plain" | "quiet" | "danger";
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "plain", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={classNames(styles.button, styles[look], className)} {...rest} />;
}
