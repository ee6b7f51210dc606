import * as z from "zod";
import type { Operation } from "./operation.ts";

const group = "Server";

/** The description of all endpoints, as `GET /openapi.json` gives it. */
const documentSchema = z.looseObject({ openapi: z.string() });

export const homeOperation: Operation = {
  method: "GET",
  path: "/",
  group,
  summary: "What there is, for people",
  answer: { text: "text/plain" },
  isOpen: true,
};

export const metricsOperation: Operation = {
  method: "GET",
  path: "/metrics",
  group,
  summary: "Figures for Prometheus",
  answer: { text: "text/plain" },
};

export const openApiOperation: Operation = {
  method: "GET",
  path: "/openapi.json",
  group,
  summary: "This description, for programs",
  answer: { json: documentSchema },
  isOpen: true,
};

export const docsOperation: Operation = {
  method: "GET",
  path: "/docs",
  group,
  summary: "This description, for people",
  answer: { text: "text/html" },
  isOpen: true,
};
