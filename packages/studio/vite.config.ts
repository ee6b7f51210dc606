import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Where `npm run dev` finds a server to talk to. */
const server = process.env.QWENTS_SERVER ?? "http://127.0.0.1:4040";

/** Of KaTeX's fonts, which come in three formats, the one that every browser of today reads. */
const woff2Only: Plugin = {
  name: "woff2-only",
  enforce: "pre",
  transform: {
    filter: { id: /katex[^?]*\.css$/ },
    handler: (css) => css.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, ""),
  },
};

export default defineConfig({
  base: "/studio/",
  plugins: [react(), woff2Only],
  resolve: { conditions: ["qwents-source", "module", "browser", "development|production"] },
  // What is bundled asks that its licence comes along: `.vite/license.md`.
  build: { target: "es2024", assetsInlineLimit: 0, modulePreload: { polyfill: false }, manifest: true, license: true },
  server: {
    // To the server, these are requests of its own page.
    proxy: Object.fromEntries(
      ["/v1", "/api", "/health", "/metrics", "/tokenize"].map((path) => [
        path,
        { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } },
      ]),
    ),
  },
});
