import { type MouseEvent, type PointerEvent, useRef } from "react";

/**
 * What closes a dialog by a click beside it. The press must have begun there, too: one that selects text in the dialog and
 * is let go beside it counts as a click on what is around both.
 */
export function useBackdrop(onClose: () => void) {
  const isPressed = useRef(false);
  return {
    onPointerDown: ({ target, currentTarget }: PointerEvent) => {
      isPressed.current = target === currentTarget;
    },
    onClick: ({ target, currentTarget }: MouseEvent) => {
      if (target === currentTarget && isPressed.current) onClose();
    },
  };
}
