import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm run dev` finds a server to talk to. */
const server = process.env.QWENTS_SERVER ?? "http://127.0.0.1:4040";

export default defineConfig({
  base: "/studio/",
  plugins: [react()],
  resolve: { conditions: ["qwents-source", "module", "browser", "development|production"] },
  build: { target: "es2024", assetsInlineLimit: 0, modulePreload: { polyfill: false }, manifest: true },
  server: {
    proxy: Object.fromEntries(["/v1", "/api", "/health", "/metrics"].map((path) => [path, server])),
  },
});
