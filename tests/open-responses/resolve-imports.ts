import { registerHooks } from "node:module";

// The suite is written for Bun: imports without extensions, and zod 3. Node reads its TypeScript as it is.

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === "zod") return nextResolve("zod/v3", { ...context, parentURL: import.meta.url });
    if (!specifier.startsWith(".") || /\.\w+$/.test(specifier)) return nextResolve(specifier, context);
    return nextResolve(`${specifier}.ts`, context);
  },
});
