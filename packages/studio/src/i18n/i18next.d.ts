import "i18next";
import type { texts as chat } from "../features/chat/locales/en.ts";
import type { texts as cockpit } from "../features/cockpit/locales/en.ts";
import type { texts as compare } from "../features/compare/locales/en.ts";
import type { texts as gauges } from "../features/gauges/locales/en.ts";
import type { texts as glass } from "../features/glass/locales/en.ts";
import type { texts as models } from "../features/models/locales/en.ts";
import type { texts as app } from "./locales/en.ts";

/** Which keys there are: of a page's texts, one line here. */
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "app";
    resources: {
      app: typeof app;
      cockpit: typeof cockpit;
      chat: typeof chat;
      compare: typeof compare;
      models: typeof models;
      gauges: typeof gauges;
      glass: typeof glass;
    };
  }
}
