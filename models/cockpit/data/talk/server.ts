import { aboutEnglish, aboutGerman } from "./frames.ts";
import type { Talk } from "./talk.ts";

const serve: Talk = {
  en: {
    ask: [
      ...aboutEnglish("qwen.ts serve|the serve command|the server|the http api|serving models"),
      "what [is|does] the serve command[ do| for|]",
      "what does serve do",
      "how does [serve|the serve command|the server] work",
      "[explain|describe] [the serve command|the server]",
      "how do i [start|run|launch] [a server|the server|the API|an API server]",
      "is there [a server|an API|a rest API|an OpenAI API|a web API]",
      "does it have [an API|a server]",
      "how do i serve [a model|Qwen|Qwen3]",
      "can i use it [as a server|over HTTP|with the OpenAI client]",
      "is it OpenAI compatible",
      "how do i use the [API|server]",
      "the serve command",
      "i [want|need] [to offer|to provide|to host|an API for] a model[ over HTTP| on the network|]",
      "[which|what] command [starts|brings up|opens|is for] the [API|server]",
      "what is [the serve command|serve|qwen.ts serve] [good |]for",
      "run it as a [service|server]",
    ],
    held: [
      "make a model reachable for other machines in the house",
      "how would i bring the http server to life",
      "put qwen behind an api for me",
      "host a qwen for my applications",
    ],
    answer: "npx qwen.ts serve qwen3:0.6b starts an OpenAI-compatible API on http://127.0.0.1:4040/v1",
  },
  de: {
    ask: [
      ...aboutGerman("qwen.ts serve|den Befehl serve|den Server|die HTTP-API"),
      "was [ist|macht] der Befehl serve",
      "was macht serve",
      "wie funktioniert [serve|der Befehl serve|der Server]",
      "[erklär|beschreib] [den Befehl serve|den Server]",
      "wie starte ich [einen Server|den Server|die API|einen API-Server]",
      "gibt es [einen Server|eine API|eine OpenAI-API|eine Schnittstelle]",
      "hat es [eine API|einen Server]",
      "wie stelle ich [ein Modell|Qwen] [über HTTP |als Server |]bereit",
      "kann ich es [als Server|über HTTP|mit dem OpenAI-Client] nutzen",
      "ist es OpenAI-kompatibel",
      "wie nutze ich [die API|den Server]",
      "der Befehl serve",
      "ich will ein Modell [anbieten|bereitstellen|hosten|über HTTP anbieten]",
      "welcher Befehl [startet|öffnet|ist für] [die API|den Server]",
      "wofür ist [der Befehl serve|serve|qwen.ts serve][ gut|]",
      "lass es als [Dienst|Server] laufen",
    ],
    held: [
      "wozu ist qwen.ts serve gut",
      "mach ein Modell für andere Rechner im Haus erreichbar",
      "wie erwecke ich den HTTP-Server zum Leben",
      "stell Qwen hinter eine API",
    ],
    answer: "npx qwen.ts serve qwen3:0.6b startet eine OpenAI-kompatible API auf http://127.0.0.1:4040/v1",
  },
  weight: 1.5,
};

const client: Talk = {
  en: {
    ask: [
      ...aboutEnglish("openai clients|the openai client|the base url|connecting an app|the openai library"),
      "how do i [connect|point|configure|set up] [my app|a client|the openai client|the openai library|my program|the openai sdk]",
      "can [other programs|my app|my client|the openai library|langchain|curl] [use|call|talk to|connect to] [it|the server|qwen.ts]",
      "[which|what] [base url|url|address] [do i give|goes into|is for|do i set in] my [client|app|openai client]",
      "does it work with [the openai client|openai clients|the openai sdk|curl]",
      "how do i call [the api|the server] [from|in] [python|javascript|my app|curl]",
      "[use|try] it with [the openai client|the openai library|curl|my app]",
      "i [have|use] [an openai client|the openai library|the openai sdk][, does it work|, what now|]",
      "how do i send [a request|requests|a message] to the [server|api]",
      "what do i [enter|set] as [the base url|the openai base url|the endpoint of my client]",
      "is there [an example for|a way to use] [curl|the openai client]",
    ],
    held: [
      "my app speaks openai, how do i hook it up",
      "what must my client know to reach you",
      "can i query the server with curl",
      "where do i point the openai package",
    ],
    answer: "Give any OpenAI client the base URL http://127.0.0.1:4040/v1",
  },
  de: {
    ask: [
      ...aboutGerman("OpenAI-Clients|den OpenAI-Client|die Basis-URL|die OpenAI-Bibliothek"),
      "wie [verbinde|richte] ich [meine App|einen Client|den OpenAI-Client|die OpenAI-Bibliothek][ ein|]",
      "[kann|können] [andere Programme|meine App|mein Client|die OpenAI-Bibliothek|curl] [darauf zugreifen|den Server nutzen|qwen.ts nutzen]",
      "welche [Basis-URL|URL|Adresse] [gebe ich|kommt in|braucht|trage ich ein in] [meinem Client|meine App|mein Client|meinen Client]",
      "geht es mit [dem OpenAI-Client|OpenAI-Clients|curl]",
      "wie rufe ich [die API|den Server] [aus Python|aus JavaScript|aus meiner App|mit curl] auf",
      "ich [habe|nutze] [einen OpenAI-Client|die OpenAI-Bibliothek][, geht das|, was nun|]",
      "wie [sende|schicke] ich [eine Anfrage|Anfragen|eine Nachricht] an [den Server|die API]",
      "was [trage|gebe] ich als [Basis-URL|Adresse für OpenAI] ein",
      "gibt es ein Beispiel für [curl|den OpenAI-Client]",
    ],
    held: [
      "meine App spricht OpenAI, wie schließe ich sie an",
      "was muss mein Client wissen, um dich zu erreichen",
      "kann ich den Server mit curl abfragen",
      "wohin richte ich das OpenAI-Paket",
    ],
    answer: "Gib einem beliebigen OpenAI-Client die Basis-URL http://127.0.0.1:4040/v1",
  },
};

const port: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the port|ports|the server address"),
      "[what|which] [port|address|URL] [is it|does it use|does the server use|is the server on|is used]",
      "how do i change the port",
      "where does the server [listen|run]",
      "can i use another port",
      "on which port[ does it run|]",
      "the port is [taken|in use|busy|blocked]",
      "[use|take|listen on] [another|a different] port",
      "port [4040|8080|5000] is [taken|in use|busy]",
      "how do i reach the server",
      "can the port be changed",
    ],
    held: [
      "the port is taken, what now",
      "let it listen on a different port",
      "where on my machine do i reach the server",
      "is 4040 fixed or can i pick another",
    ],
    answer: "The server listens on http://127.0.0.1:4040. Another port: --port 5050, or PORT in the environment.",
  },
  de: {
    ask: [
      ...aboutGerman("den Port|Ports|die Adresse des Servers"),
      "[welcher|welchen] Port [ist es|nutzt der Server|wird benutzt|hat der Server]",
      "wie ändere ich den Port",
      "wo [lauscht|läuft] der Server",
      "welche [URL|Adresse] hat der Server",
      "kann ich einen anderen Port nehmen",
      "auf welchem Port[ läuft es|]",
      "der Port ist [belegt|besetzt|vergeben|blockiert]",
      "[nimm|benutze|lausche auf] [einen anderen|einem anderen] Port",
      "Port [4040|8080|5000] ist [belegt|besetzt]",
      "wie erreiche ich den Server",
      "kann man den Port ändern",
    ],
    held: [
      "der Port ist belegt, was nun",
      "lass ihn auf einem anderen Port lauschen",
      "wo auf meinem Rechner erreiche ich den Server",
      "ist 4040 fest oder kann ich einen anderen wählen",
    ],
    answer: "Der Server lauscht auf http://127.0.0.1:4040. Ein anderer Port: --port 5050 oder PORT in der Umgebung.",
  },
};

const endpoints: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the endpoints|the api endpoints|the routes|chat completions|/v1/models|/health"),
      "[what|which] [endpoints|routes|API calls] [are there|exist|does the server have|are supported|does it have]",
      "[list|show|name] [the endpoints|all endpoints|the routes]",
      "endpoints",
      "does it [support|have] [chat completions|streaming|/v1/models|/v1/completions|/v1/chat/completions|/health]",
      "what is [/health|/v1/models|/v1/chat/completions]",
      "can i stream[ answers| the answer|]",
      "how do i list the models",
      "[tell me|what are] the [paths|urls|routes|addresses] of the API",
      "is [streaming|health checking|a health check] [possible|supported|there]",
      "which [HTTP |]routes can i [call|use]",
      "which parts of the OpenAI API [work|are there]",
      "does it stream",
      "where do i [post|send] [my |]messages",
    ],
    held: [
      "what does the api consist of",
      "name all urls that answer on the server",
      "what requests does the server understand",
      "will the api send the text bit by bit",
    ],
    answer: "POST /v1/chat/completions and POST /v1/completions, streamed or whole, GET /v1/models and GET /health.",
  },
  de: {
    ask: [
      ...aboutGerman("die Endpunkte|die Routen|Chat Completions|/v1/models|/health"),
      "welche [Endpunkte|Routen|Aufrufe] [gibt es|hat der Server|werden unterstützt]",
      "[zeig|nenn|liste] [mir |][die Endpunkte|alle Endpunkte|die Routen]",
      "Endpunkte",
      "[unterstützt|kann] es [Streaming|Chat completions|/v1/models|/v1/completions|/v1/Chat/completions|/health]",
      "was ist [/health|/v1/models|/v1/Chat/completions]",
      "kann ich [Antworten |]streamen",
      "wie liste ich die Modelle auf",
      "[nenn|sag] mir die [Pfade|URLs|Routen] der API",
      "ist [Streaming|ein health-check] [möglich|vorhanden|unterstützt]",
      "welche [HTTP-|]Routen kann ich [aufrufen|nutzen]",
      "welche Teile der OpenAI-API [gehen|gibt es]",
      "streamt es",
      "wohin [schicke|sende] ich [meine |]Nachrichten",
    ],
    held: [
      "woraus besteht die API",
      "nenn alle URLs, die der Server beantwortet",
      "welche Anfragen versteht der Server",
      "schickt die API den Text Stück für Stück",
    ],
    answer:
      "POST /v1/chat/completions und POST /v1/completions, gestreamt oder am Stück, GET /v1/models und GET /health.",
  },
};

/** The command line: serve and its API. */
export const serverTalks: readonly Talk[] = [serve, client, port, endpoints];
