import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Button, type ButtonProps } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { useConnection } from "./connection.tsx";

/** Why nothing can be asked of the server now; undefined while it is there. */
export function useServerOff(): string | undefined {
  const { t } = useTranslation("app");
  const { state } = useConnection();
  return state === "connected" ? undefined : t(`connection.off.${state}`);
}

/** A button that asks the server for something: while that is gone, it is off, and says why. */
export function ServerButton(props: ButtonProps) {
  return <Button {...props} {...useOff(props)} />;
}

export function ServerIconButton(props: ComponentProps<typeof IconButton>) {
  return <IconButton {...props} {...useOff(props)} />;
}

function useOff({ disabled = false, title }: ButtonProps): ButtonProps {
  const off = useServerOff();
  return { disabled: disabled || off !== undefined, title: off ?? title };
}
