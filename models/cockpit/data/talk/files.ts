import { aboutEnglish, aboutGerman } from "./frames.ts";
import type { Talk } from "./talk.ts";

const ownFile: Talk = {
  en: {
    ask: [
      ...aboutEnglish("my own model file|local model files|paths of model files"),
      "[can|could] i use [my own|a local|another|a different] [model file|gguf|gguf file|file]",
      "how do i [use|load|open|run|start] [my own|a local|my|a] [gguf|gguf file|model file|.gguf file]",
      "i [have|already have|downloaded|got] a [gguf|gguf file|model file|model][, how do i use it| on my disk|, what now|]",
      "[where|how] do i [give|name|pass|set] the [path|file|model path]",
      "can it [load|run|open] [a file|files|my file|models] from [my disk|a path|a folder]",
      "[use|load|run] [my own|a local] [gguf|file|model]",
      "how do i run [a model|a gguf] [that i already have|from a folder|by path]",
      "does it take [paths|a path|files from disk]",
      "[must|do] i [have to |]use pull[ for every model|]",
      "what if i [have|already have] the [file|model|gguf]",
      "can i use [qwen|a model] from [hugging face|another program|my folder]",
      "i [have|made] [my own|a fine-tuned] [model|qwen]",
    ],
    held: [
      "there is a gguf lying on my disk, can i start it",
      "without pulling, just from a file",
      "where would i put the path to the weights",
      "make it use the file that i have here",
    ],
    answer: "Name the path of a .gguf file instead of a model: npx qwen.ts chat path/to/model.gguf",
  },
  de: {
    ask: [
      ...aboutGerman("meine eigene Modelldatei|lokale Modelldateien|Pfade von Modelldateien"),
      "kann ich [meine eigene|eine lokale|eine andere] [Modelldatei|GGUF|GGUF-Datei|Datei] [nehmen|nutzen|laden]",
      "wie [nutze|lade|öffne|starte] ich [meine eigene|eine lokale|meine|eine] [GGUF|GGUF-Datei|Modelldatei]",
      "ich habe [schon |]eine [GGUF|GGUF-Datei|Modelldatei][, wie nutze ich sie| auf der Platte|, was nun|]",
      "[wo|wie] [gebe|nenne] ich den [Pfad|Dateipfad|Pfad zum Modell][ an|]",
      "kann es [eine Datei|Dateien|Modelle] [von der Platte|aus einem Ordner] laden",
      "[nimm|lade|starte] [meine eigene|eine lokale] [GGUF|Datei]",
      "wie starte ich ein Modell, das ich [schon habe|selbst gemacht habe]",
      "nimmt es [Pfade|einen Pfad|Dateien von der Platte]",
      "muss ich [immer |]pull [nutzen|benutzen]",
      "was ist, wenn ich die [Datei|GGUF] schon habe",
      "kann ich ein Modell [von Hugging Face|aus meinem Ordner] nehmen",
      "ich habe [ein eigenes|ein nachtrainiertes] [Modell|Qwen]",
    ],
    held: [
      "auf meiner Platte liegt eine GGUF, kann ich die starten",
      "ohne pull, einfach aus einer Datei",
      "wohin käme der Pfad zu den Gewichten",
      "lass es die Datei nehmen, die ich hier habe",
    ],
    answer: "Nenne statt eines Modells den Pfad einer .gguf-Datei: npx qwen.ts chat path/to/model.gguf",
  },
};

const formats: Talk = {
  en: {
    ask: [
      ...aboutEnglish("file formats|the formats|gguf|safetensors|quantisation|quantization|q8_0|q4_k_m"),
      "[what|which] [formats|file formats|files|model files|quantisations|quantizations|quants] [do you support|does it support|are supported|can it read|can i use|work|does qwen.ts read]",
      "does it [support|read|work with] [GGUF|safetensors|q4_k_m|q8_0|q4_0|bf16|f16|GGUF files]",
      "can it [read|load] [GGUF|safetensors|GGUF files|hugging face folders]",
      "what is [GGUF|a GGUF|safetensors|q8_0|q4_k|quantisation|quantization]",
      "supported formats",
      "what [kinds|sorts|types] of [files|models|weights] [can i use|does it take|does it read|work]",
      "will it [load|open|read] [my|a] [GGUF|safetensors folder|model|file]",
      "list the [formats|quantisations|file types]",
      "can i use [a hugging face model|safetensors|GGUF files|q4_0|a quantised model]",
    ],
    held: [
      "list the supported quantisations",
      "what kinds of files does it understand",
      "is q4_k_m fine for it",
      "will my folder of safetensors open",
    ],
    answer:
      "It reads GGUF files and hub folders with safetensors of Qwen3; weights may be F32, F16, BF16, Q8_0, Q4_0, Q4_K or Q6_K.",
  },
  de: {
    ask: [
      ...aboutGerman("Dateiformate|die Formate|GGUF|safetensors|Quantisierung|Q8_0|Q4_K_M"),
      "welche [Formate|Dateiformate|Dateien|Modelldateien|Quantisierungen] [unterstützt du|unterstützt es|werden unterstützt|kann es lesen|gehen|liest qwen.ts]",
      "[unterstützt|liest|kann] es [GGUF|safetensors|Q4_K_M|Q8_0|Q4_0|BF16|F16|GGUF-Dateien]",
      "kann es [GGUF|safetensors|GGUF-Dateien] [lesen|laden]",
      "was ist [GGUF|safetensors|Q8_0|Q4_K|Quantisierung]",
      "unterstützte Formate",
      "welche [Arten|Sorten] von [Dateien|Modellen] [gehen|nimmt es|liest es]",
      "[lädt|öffnet|liest] es [mein|ein|meine] [Modell|safetensors-ordner|GGUF-Datei]",
      "[nenn|liste] die [Formate|Quantisierungen|Dateitypen]",
      "kann ich [safetensors|GGUF-Dateien|Q4_0|ein quantisiertes Modell] [nutzen|nehmen]",
    ],
    held: [
      "lädt es meinen safetensors-Ordner",
      "nenn die unterstützten Quantisierungen",
      "welche Arten von Dateien versteht es",
      "kommt es mit Q4_K_M klar",
    ],
    answer:
      "Es liest GGUF-Dateien und Hub-Ordner mit safetensors von Qwen3; Gewichte dürfen F32, F16, BF16, Q8_0, Q4_0, Q4_K oder Q6_K sein.",
  },
};

const engine: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the engine|the kernels|webassembly|wasm|llama.cpp|the implementation"),
      "[what|which] language is [it|qwen.ts|the engine|this] written in",
      "what is [it|qwen.ts|the engine] written in",
      "does it use [llama.cpp|Python|pytorch|onnx|c++|rust]",
      "is [it|qwen.ts|this] [based on|a wrapper around|built on] [llama.cpp|pytorch|onnx|transformers]",
      "how does [the engine|the inference|qwen.ts] work",
      "what is the engine",
      "does it need [Python|llama.cpp|pytorch|a compiler]",
      "is it [written in|pure] [TypeScript|JavaScript]",
      "what [technology|code|library] [is inside|is it made of|is used|runs the model]",
      "is [llama.cpp|Python|pytorch|native code] [inside|used|needed|under the hood]",
      "are the kernels [WebAssembly|wasm|native|in c]",
      "who computes [the model|the numbers]",
      "does it use [SIMD|threads|WebAssembly|wasm]",
      "how is [it|the engine|qwen.ts] [built|made|programmed]",
    ],
    held: [
      "what technology is the engine made of",
      "so the kernels are webassembly?",
      "who does the maths in there",
      "do you hide some c++ library in there",
    ],
    answer:
      "All arithmetic is qwen.ts's own: WebAssembly that TypeScript emits, with SIMD and threads. There is no native code inside.",
  },
  de: {
    ask: [
      ...aboutGerman("die Engine|die Kernel|WebAssembly|wasm|llama.cpp|die Umsetzung"),
      "in welcher Sprache ist [es|qwen.ts|die Engine|das] geschrieben",
      "womit ist [es|qwen.ts|die Engine] [geschrieben|gebaut]",
      "[benutzt|nutzt|verwendet] es [llama.cpp|Python|PyTorch|ONNX|c++|Rust]",
      "[basiert|beruht] [es|qwen.ts|das] auf [llama.cpp|PyTorch|ONNX]",
      "wie funktioniert [die Engine|qwen.ts|die Inferenz]",
      "was ist die Engine",
      "braucht es [Python|llama.cpp|PyTorch|einen Compiler]",
      "ist es [in TypeScript|in JavaScript] geschrieben",
      "welche [Technik|Bibliothek|Technologie] [steckt darin|wird benutzt|rechnet]",
      "[steckt|ist] [llama.cpp|Python|PyTorch|nativer Code] [darin|darunter|dabei|nötig]",
      "sind die Kernel [WebAssembly|wasm|nativ|in c]",
      "wer rechnet das[ Modell|]",
      "nutzt es [SIMD|Threads|WebAssembly|wasm]",
      "wie ist [es|die Engine|qwen.ts] [gebaut|gemacht|programmiert]",
    ],
    held: [
      "aus welcher Technik besteht die Engine",
      "die Kernel sind also WebAssembly?",
      "wer macht da drin die Mathematik",
      "versteckt sich eine C++-Bibliothek darin",
    ],
    answer:
      "Alles Rechnen ist qwen.ts' eigenes: WebAssembly, das TypeScript erzeugt, mit SIMD und Threads. Es steckt kein nativer Code darin.",
  },
};

const gpu: Talk = {
  en: {
    ask: [
      ...aboutEnglish("gpu support|graphics cards|hardware requirements|memory requirements|the cpu"),
      "does it [need|use|require|support] [a GPU|the GPU|a graphics card|CUDA|a graphics processor]",
      "do i need a [GPU|graphics card|fast computer|strong machine]",
      "can it [use|run on] [my GPU|the GPU|a GPU|the CPU]",
      "does it run on [a CPU|a laptop|my laptop|the CPU|an old computer|Windows|mac|Linux]",
      "what hardware do i need",
      "GPU",
      "is a GPU [needed|required|used]",
      "will [it|this] [run|work] [without|with] a [GPU|graphics card]",
      "[my|this] [laptop|computer|machine] [has no GPU|is old|is weak]",
      "what [computer|machine|hardware] is [needed|required|enough]",
      "how much [memory|ram] [do i need|does it need|is needed]",
      "does it work on [arm|a raspberry pi|my phone|a server]",
      "is my [laptop|computer] fast enough",
    ],
    held: [
      "which hardware is required",
      "my laptop has no gpu, is that ok",
      "is an old computer good enough for it",
      "i only have a plain processor, will that do",
    ],
    answer:
      "No graphics card is needed: it computes on the processor, wherever Node runs. For qwen3:0.6b plan about one gigabyte of memory.",
  },
  de: {
    ask: [
      ...aboutGerman("GPU-Unterstützung|Grafikkarten|Hardware-Anforderungen|den Prozessor"),
      "[braucht|nutzt|benötigt|unterstützt] es [eine GPU|die GPU|eine Grafikkarte|CUDA]",
      "brauche ich [eine GPU|eine Grafikkarte|einen schnellen Rechner]",
      "kann es [meine GPU|die GPU|eine GPU|den Prozessor] nutzen",
      "läuft es auf [einer CPU|einem Laptop|meinem Laptop|der CPU|einem alten Rechner|Windows|Mac|Linux]",
      "welche Hardware brauche ich",
      "ist eine [GPU|Grafikkarte] [nötig|erforderlich]",
      "[geht|läuft] [es|das] [ohne|mit] [GPU|Grafikkarte]",
      "mein [Laptop|Computer|Rechner] [hat keine GPU|ist alt|ist schwach]",
      "welcher [Computer|Rechner] [reicht|ist nötig]",
      "wie viel [Speicher|RAM] [brauche ich|braucht es|ist nötig]",
      "läuft es auf [arm|einem Raspberry Pi|meinem Handy|einem Server]",
      "ist mein [Laptop|Rechner] schnell genug",
    ],
    held: [
      "welche Hardware ist nötig",
      "mein Laptop hat keine GPU, ist das ok",
      "genügt dafür auch ein alter Computer",
      "ich habe nur einen einfachen Prozessor, genügt das",
    ],
    answer:
      "Es braucht keine Grafikkarte: Es rechnet auf dem Prozessor, überall wo Node läuft. Für qwen3:0.6b plane rund ein Gigabyte Speicher ein.",
  },
};

const privacy: Talk = {
  en: {
    ask: [
      ...aboutEnglish("privacy|data protection|offline use|accounts|my private data"),
      "is it [offline|private|local|safe|free of tracking]",
      "does it [run offline|work offline|run locally]",
      "is my data [safe|private|sent somewhere|uploaded]",
      "where [does my data go|is my data sent|do my messages go]",
      "do you send [my data|anything] [to the cloud|anywhere|home]",
      "can others read [this|my messages]",
      "privacy",
      "who [sees|reads|gets|stores] my [messages|data|chats|input]",
      "does [anything|something|my data] leave my [computer|machine|laptop]",
      "will it work [without internet|offline|without a network]",
      "is there [tracking|telemetry|a cloud]",
      "do you [spy on me|phone home|track me|log my messages]",
      "do i have to [log in|register|sign up]",
    ],
    held: [
      "who gets to see my messages",
      "will it still work on a plane",
      "are you sending what i write to some company",
      "is anything that i type going over the network",
    ],
    answer: "Everything runs on your own machine: no account, no cloud, and what you type stays here.",
  },
  de: {
    ask: [
      ...aboutGerman("Datenschutz|Offline-Nutzung|Konten|meine privaten Daten"),
      "ist es [offline|privat|lokal|sicher]",
      "[läuft|funktioniert] es [offline|lokal|ohne Internet]",
      "sind meine Daten [sicher|privat]",
      "wohin gehen meine [Daten|Nachrichten]",
      "[sendest|schickst] du [meine Daten|etwas] [in die Cloud|irgendwohin|nach Hause]",
      "kann jemand [das|meine Nachrichten] lesen",
      "Datenschutz",
      "wer [sieht|liest|bekommt|speichert] meine [Nachrichten|Daten|Eingaben]",
      "[verlässt|verlassen] [etwas|meine Daten|irgendwas] [meinen|den] [Computer|Rechner]",
      "geht es [ohne Internet|offline|ohne Netz]",
      "gibt es [Tracking|Telemetrie|eine Cloud]",
      "[spionierst du|beobachtest du mich|sammelst du Daten]",
      "muss ich mich [anmelden|registrieren|einloggen]",
    ],
    held: [
      "geht es auch im Flugzeug",
      "verlässt irgendetwas meinen Computer",
      "schickst du das, was ich schreibe, an eine Firma",
      "geht irgendwas, das ich tippe, übers Netz",
    ],
    answer: "Alles läuft auf deinem eigenen Rechner: kein Konto, keine Cloud, und was du tippst, bleibt hier.",
  },
};

const license: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the software licence|the license of qwen.ts|licensing|commercial use|open source"),
      "what is the [license|licence]",
      "[which|what] [license|licence] [does it have|is it|does it use|is used|does qwen.ts have]",
      "is [it|this|qwen.ts] [free|open source|open-source|free software|for free]",
      "can i use it [commercially|at work|for free|in my company]",
      "license",
      "licence",
      "is the code open",
      "[am i|are we] allowed to [use|sell|change|copy] [it|this|the code]",
      "under which [license|licence|terms] [is it|is the code|is qwen.ts]",
      "can i [sell|change|copy|share|fork] [it|the code|this]",
      "is it [gratis|free of charge|proprietary|commercial]",
      "what are the terms",
      "[how much|what] does [qwen.ts|this software|cockpit] cost",
      "do i have to pay for [qwen.ts|this software|cockpit|the model]",
      "is cockpit [free|open source|open]",
    ],
    held: [
      "am i allowed to use this in a product",
      "must i pay for the software",
      "under which terms is qwen.ts published",
      "what legal rules are there for the code",
    ],
    answer: "qwen.ts is free and open source under the Apache-2.0 licence.",
  },
  de: {
    ask: [
      ...aboutGerman("die Softwarelizenz|die Lizenz von qwen.ts|Lizenzen|kommerzielle Nutzung|Open Source"),
      "was ist die Lizenz",
      "welche Lizenz [hat es|ist es|hat qwen.ts|gilt]",
      "ist [es|das|qwen.ts] [kostenlos|frei|open source|gratis|quelloffen]",
      "kann ich es [kommerziell|bei der Arbeit|kostenlos|in meiner Firma] [nutzen|verwenden]",
      "Lizenz",
      "ist der Code offen",
      "darf [ich|man] [es|das|den Code] [nutzen|verkaufen|ändern|kopieren|verwenden]",
      "unter welcher Lizenz [steht es|steht der Code|ist qwen.ts]",
      "[kann|darf] ich [es|den Code] [verkaufen|ändern|teilen|kopieren]",
      "ist es [gratis|umsonst|proprietär|kommerziell]",
      "was sind die Bedingungen",
      "[was|wie viel] kostet [qwen.ts|diese Software|Cockpit]",
      "muss ich für [qwen.ts|diese Software|Cockpit|das Modell] [bezahlen|zahlen]",
      "ist Cockpit [kostenlos|frei|quelloffen]",
    ],
    held: [
      "darf ich das in einem Produkt verwenden",
      "muss man die Software bezahlen",
      "zu welchen Bedingungen erscheint qwen.ts",
      "welche rechtlichen Regeln hat der Code",
    ],
    answer: "qwen.ts ist frei und quelloffen unter der Lizenz Apache-2.0.",
  },
};

/** Model files, the engine, what it needs. */
export const filesTalks: readonly Talk[] = [ownFile, formats, engine, gpu, privacy, license];
