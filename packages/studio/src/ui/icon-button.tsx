import type { ReactNode } from "react";
import styles from "./button.module.css";
import { Button, type ButtonProps } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

interface IconButtonProps extends Omit<ButtonProps, "children" | "aria-label"> {
  /** Its name: read aloud, and shown beside it on hover and focus. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly tooltipSide?: "top" | "bottom";
}

export function IconButton({ label, icon, look = "quiet", className, tooltipSide, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(tooltipSide && { side: tooltipSide })}>
      <Button look={look} className={classNames(styles.icon, className)} aria-label={label} {...rest}>
        {icon}
      </Button>
    </Tooltip>
  );
}
