import { aboutEnglish, aboutGerman } from "./frames.ts";
import type { Talk } from "./talk.ts";

const install: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the installation|installing qwen.ts|the setup|npm ci|npm start|first steps"),
      "how do i [install|set up|setup|build|compile] [it|qwen.ts|this|this project|this software]",
      "how do i [start|run] [it|qwen.ts|this project|this software|the tests]",
      "how to [install|set up|build] [it|qwen.ts|this]",
      "what do i need to install",
      "installation",
      "how [do|can] i test it",
      "how do i get started",
      "getting started",
      "which [node|node version] do i need",
      "how do i develop [it|on it]",
      "i [just |]cloned [the repository|the repo|it], [what next|now what]",
      "what [do i do|comes|is next] after [cloning|npm ci|the download]",
      "[walk|guide|lead] me through [the installation|the start]",
      "how do i get it running",
      "what must i type to [start|install|test][ it|]",
      "which commands [install|build|test] it",
      "what are the requirements",
    ],
    held: [
      "walk me through the setup",
      "which steps come after cloning",
      "i just cloned the repository, what now",
      "how would i bring this up on a fresh computer",
    ],
    answer:
      "In a clone of the repository, npm ci && npm start installs and serves, and npm ci && npm test runs the tests.",
  },
  de: {
    ask: [
      ...aboutGerman("die Installation|die Einrichtung|das Installieren von qwen.ts|npm ci|npm start|erste Schritte"),
      "wie [installiere|baue|starte] ich [es|qwen.ts|das|dieses Projekt|diese Software]",
      "wie richte ich [es|qwen.ts|das] ein",
      "wie [starte|führe] ich die Tests[ aus|]",
      "was muss ich installieren",
      "wie kann ich es testen",
      "wie fange ich an",
      "erste Schritte",
      "[welches Node|welche Node-Version] brauche ich",
      "wie entwickle ich [daran |]mit",
      "ich habe [es|das Repo|das Repository] geklont, [wie weiter|was jetzt]",
      "was [mache ich|kommt|tue ich] nach dem [Klonen|Download]",
      "führ mich durch [die Installation|den start]",
      "wie bringe ich es zum Laufen",
      "was muss ich [eintippen|tun], um [es zu starten|es zu installieren]",
      "welche Befehle [installieren|bauen|testen] es",
      "was sind die Voraussetzungen",
    ],
    held: [
      "führ mich durch die Einrichtung",
      "welche Schritte kommen nach dem Klonen",
      "ich habe das Repository geklont, was nun",
      "wie brächte ich das auf einen frischen Rechner",
    ],
    answer:
      "In einem Klon des Repositorys installiert und startet npm ci && npm start den Server, und npm ci && npm test führt die Tests aus.",
  },
};

const docs: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the documentation|the docs|the manual|the readme|the source code"),
      "[where is|where are|is there|where do i find] [the |some |any |a |][documentation|docs|manual|readme|handbook|guide|source code]",
      "where [can|do] i [read|learn|find] more[ about qwen.ts| about this|]",
      "how [do|can] i [contribute|help|add a model|add an endpoint|add a format|change the code]",
      "[what|which] [file|page|document] should i read[ first|]",
      "how is [the code|the repository|qwen.ts] [organised|organized|structured|laid out]",
      "[is there|do you have] [a |any ][tutorial|documentation|guide|website|wiki]",
      "i want to [contribute|read the docs|understand the code|see the code]",
      "where do i [report a bug|start reading|look for help]",
      "what is in [the readme|architecture.md|contributing.md]",
      "can i [contribute|add something|look at the code]",
      "[show|open] [me |]the [docs|documentation|manual|readme]",
    ],
    held: [
      "got anything in writing about this",
      "i would like to join in and write code for it",
      "which document explains the structure",
      "where might the instructions be",
    ],
    answer: "Read README.md for use, ARCHITECTURE.md for the code and CONTRIBUTING.md for adding to it.",
  },
  de: {
    ask: [
      ...aboutGerman("die Dokumentation|die Doku|das Handbuch|die README|den Quellcode"),
      "[wo ist|wo finde ich|gibt es] [die |eine |][Dokumentation|Doku|Anleitung|README]",
      "[wo ist|wo finde ich|gibt es] [das|ein] Handbuch",
      "wo [kann|finde] ich mehr [über qwen.ts |darüber |][lesen|erfahren]",
      "wie kann ich [mitmachen|beitragen|ein Modell hinzufügen|den Code ändern|helfen, qwen.ts zu verbessern]",
      "welche [Datei|Seite] soll ich [zuerst |]lesen",
      "wie ist [der Code|das Repository] [aufgebaut|geordnet|organisiert]",
      "gibt es [ein Tutorial|eine Webseite|ein Wiki|eine Einführung]",
      "ich will [mitmachen|die Doku lesen|den Code verstehen|den Code sehen]",
      "wo kann ich [einen Fehler melden|nachlesen|Hilfe finden]",
      "was steht in [der README|ARCHITECTURE.md|CONTRIBUTING.md]",
      "kann ich [mitmachen|etwas beitragen|mir den Code ansehen]",
      "[zeig|öffne] [mir |]die [Doku|Dokumentation|README]",
    ],
    held: [
      "gibt es dazu etwas Schriftliches",
      "ich würde gern mitentwickeln",
      "welches Dokument erklärt den Aufbau",
      "wo könnte die Bedienungsanleitung von qwen.ts sein",
    ],
    answer:
      "README.md sagt, wie man es benutzt, ARCHITECTURE.md, wie der Code gebaut ist, und CONTRIBUTING.md, wie man mitmacht.",
  },
};

const library: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the typescript api|the library|loadEngine|using it in code|the node api"),
      "[how|can] [do|can] i [use|call|embed] [qwen.ts|it|the engine] [in|from] [code|my code|typescript|javascript|node|my program]",
      "is there [a library|a typescript api|an npm package|a node api]",
      "how do i [import|load] [qwen.ts|the engine|a model in typescript|a model in code]",
      "what does [loadEngine|engine.generate] do",
      "[show|give] me [the code|an example in typescript|an import|example code for qwen.ts]",
      "how do i [stream|get|generate] text [in|from] [code|typescript]",
      "can i use qwen.ts as a [library|package|dependency|module]",
      "i want to [use|call|embed] [qwen.ts|the engine] in my [app|program|node project]",
      "which function [loads|starts] [the engine|a model]",
      "how do i call the engine[ directly| without the server|]",
      "do i need the server[ to use it in code|]",
    ],
    held: [
      "can my script call the model without http",
      "what would i import",
      "is the engine usable from a node program",
      "how does one generate text programmatically",
    ],
    answer:
      'import { loadEngine } from "qwen.ts", load a model with it and call engine.generate; the README shows an example.',
  },
  de: {
    ask: [
      ...aboutGerman("die TypeScript-API|die Bibliothek|loadEngine|die Nutzung im Code|die Node-API"),
      "wie [nutze|rufe|verwende] ich [qwen.ts|es|die Engine] [im Code|aus TypeScript|in JavaScript|in Node|in meinem Programm]",
      "gibt es [eine Bibliothek|eine TypeScript-API|ein npm-Paket|eine Node-API]",
      "wie [importiere|lade] ich [qwen.ts|die Engine|ein Modell in TypeScript|ein Modell im Code]",
      "was macht [loadEngine|engine.generate]",
      "zeig mir [den Code|ein Beispiel in TypeScript|einen Import|Beispielcode für qwen.ts]",
      "wie [erzeuge|streame] ich Text [im Code|in TypeScript]",
      "kann ich qwen.ts als [Bibliothek|Paket|Abhängigkeit|Modul] nutzen",
      "ich will [qwen.ts|die Engine] in [meiner App|meinem Programm|meinem Node-Projekt] [nutzen|einbauen]",
      "welche Funktion [lädt|startet] [die Engine|ein Modell]",
      "wie rufe ich die Engine [direkt|ohne Server] auf",
      "brauche ich den Server[, um es im Code zu nutzen|]",
    ],
    held: [
      "kann mein Skript das Modell ohne HTTP aufrufen",
      "was würde ich importieren",
      "ist die Engine aus einem Node-Programm nutzbar",
      "wie erzeugt man Text per Programm",
    ],
    answer:
      'import { loadEngine } from "qwen.ts", lade damit ein Modell und rufe engine.generate auf; die README zeigt ein Beispiel.',
  },
};

/** Installing, reading, calling it from code. */
export const setupTalks: readonly Talk[] = [install, docs, library];
