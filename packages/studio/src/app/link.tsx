import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { navigate } from "./route.ts";

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  /** Of this studio, as `pathOf` makes it. */
  readonly href: string;
}

/** A link within the studio; new tabs and windows work as with any link. */
export function Link({ href, onClick, children, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || elsewhere) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a href={href} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
