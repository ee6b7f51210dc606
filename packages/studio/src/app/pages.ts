import { Activity, Aperture, Boxes, CarFront, type LucideIcon, MessagesSquare, Scale } from "lucide-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

export interface Page {
  /** In its address, `/studio/<name>`; names its folder in features/ and, as `page.<name>` of the shell's texts, itself. */
  readonly name: "cockpit" | "chat" | "compare" | "models" | "gauges" | "glass";
  readonly icon: LucideIcon;
  readonly Component: LazyExoticComponent<ComponentType>;
}

/** In the order of the navigation; the first is what `/` shows. */
export const pages: readonly Page[] = [
  {
    name: "cockpit",
    icon: CarFront,
    Component: lazy(async () => ({ default: (await import("../features/cockpit/cockpit-page.tsx")).CockpitPage })),
  },
  {
    name: "chat",
    icon: MessagesSquare,
    Component: lazy(async () => ({ default: (await import("../features/chat/chat-page.tsx")).ChatPage })),
  },
  {
    name: "compare",
    icon: Scale,
    Component: lazy(async () => ({ default: (await import("../features/compare/compare-page.tsx")).ComparePage })),
  },
  {
    name: "models",
    icon: Boxes,
    Component: lazy(async () => ({ default: (await import("../features/models/models-page.tsx")).ModelsPage })),
  },
  {
    name: "gauges",
    icon: Activity,
    Component: lazy(async () => ({ default: (await import("../features/gauges/gauges-page.tsx")).GaugesPage })),
  },
  {
    name: "glass",
    icon: Aperture,
    Component: lazy(async () => ({ default: (await import("../features/glass/glass-page.tsx")).GlassPage })),
  },
];
