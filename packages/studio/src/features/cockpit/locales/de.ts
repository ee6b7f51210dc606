import type { Texts } from "../../../i18n/texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  title: "Sprich mit dem Auto",
};
