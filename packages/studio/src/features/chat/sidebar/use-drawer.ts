import { type RefObject, useEffect, useRef, useState } from "react";

interface Drawer {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  /** What chats are searched with: while a drawer is closed, it is not there. */
  readonly field: RefObject<HTMLInputElement | null>;
  /** To that field, through the drawer where it is in one. */
  readonly search: () => void;
}

/** The drawer that has the chats on narrow screens. */
export function useDrawer(): Drawer {
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const isSought = useRef(false);
  // After the drawer's own effect, which shows it.
  useEffect(() => {
    if (isOpen && isSought.current) field.current?.focus();
    isSought.current = false;
  }, [isOpen]);
  const search = () => {
    if (field.current !== null) field.current.focus();
    else if (document.querySelector("dialog[open]") === null) {
      isSought.current = true;
      setOpen(true);
    }
  };
  return { isOpen, setOpen, field, search };
}
