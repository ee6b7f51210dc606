import type { Domain } from "../domain.ts";
import { oneOf } from "../language/slots.ts";
import { inscription, SIGN_LANGUAGES, scene, sign, thing } from "./camera-views.ts";

const KINDS = ["plant", "animal", "building", "landmark", "product", "vehicle"] as const;
const kind = oneOf({
  plant: { en: ["plant", "flower", "tree"], de: ["eine Pflanze", "eine Blume"] },
  animal: { en: ["animal", "bird"], de: ["ein Tier", "ein Vogel"] },
  building: { en: ["building", "house"], de: ["ein Gebäude", "ein Haus", "ein Bauwerk"] },
  landmark: { en: ["landmark", "monument", "sight"], de: ["eine Sehenswürdigkeit", "ein Denkmal"] },
  product: { en: ["product", "item", "article"], de: ["ein Produkt", "ein Artikel"] },
  vehicle: { en: ["vehicle", "car"], de: ["ein Fahrzeug", "ein Auto"] },
});
const kindAccusative = oneOf({
  plant: { en: ["plant"], de: ["diese Pflanze", "die Blume", "den Baum"] },
  animal: { en: ["animal"], de: ["dieses Tier", "den Vogel"] },
  building: { en: ["building"], de: ["dieses Gebäude", "das Haus"] },
  landmark: { en: ["landmark"], de: ["diese Sehenswürdigkeit", "das Denkmal"] },
  product: { en: ["product"], de: ["dieses Produkt", "den Artikel"] },
  vehicle: { en: ["vehicle"], de: ["dieses Fahrzeug", "das Auto da"] },
});
const language = oneOf({
  english: { en: ["English"], de: ["Englisch"] },
  german: { en: ["German"], de: ["Deutsch"] },
  french: { en: ["French"], de: ["Französisch"] },
  spanish: { en: ["Spanish"], de: ["Spanisch"] },
  italian: { en: ["Italian"], de: ["Italienisch"] },
});
/** As it stands behind "ins". */
const into = oneOf({
  english: { en: ["English"], de: ["Englische"] },
  german: { en: ["German"], de: ["Deutsche"] },
  french: { en: ["French"], de: ["Französische"] },
  spanish: { en: ["Spanish"], de: ["Spanische"] },
  italian: { en: ["Italian"], de: ["Italienische"] },
});

export const camera: Domain = {
  tools: {
    describe_view: {
      names: ["look_around", "describe_scene", "what_do_i_see", "camera_look", "scene_description"],
      heldNames: ["eyes_report", "visual_summary"],
      description: [
        "Describe what the camera sees.",
        "Tells what the user is looking at.",
        "Looks through the camera and describes the scene in a few words.",
      ],
      standIns: ["identify_object"],
      parameters: {},
      result: (_, draw) => ({ description: scene(draw) }),
      answer: {
        en: (_, { description }) => `You are looking at ${description}.`,
        de: (_, { description }) => `Vor dir ist zu sehen: ${description}.`,
      },
    },
    read_text: {
      names: ["read_sign", "text_recognition", "ocr_read", "read_aloud", "camera_text"],
      heldNames: ["lettering_to_speech", "decipher_print"],
      description: [
        "Read the text aloud that the camera sees.",
        "Recognizes the words on a sign or page in front of the user.",
      ],
      parameters: {},
      result: (_, draw) => ({ text: inscription(draw) }),
      answer: {
        en: (_, { text }) => `It says: "${text}"`,
        de: (_, { text }) => `Da steht: „${text}“`,
      },
    },
    identify_object: {
      names: ["recognize_object", "identify_thing", "visual_search", "what_kind", "object_recognition"],
      heldNames: ["name_that_thing", "specimen_lookup"],
      description: [
        "Identify a plant, an animal, a building or another thing in view.",
        "Tells which plant, animal, building, landmark, product or vehicle the user is looking at.",
      ],
      standIns: ["describe_view"],
      parameters: {
        kind: {
          type: "string",
          enum: KINDS,
          description: ["What kind of thing it is.", "Kind of the thing in view."],
          names: ["category", "type", "object_type"],
        },
      },
      result: (args, draw) => ({ name: thing(draw, String(args.kind)), confidence: draw.random.integer(61, 99) }),
      answer: {
        en: (_, { name, confidence }) => `That is ${name}, ${confidence} percent sure.`,
        de: (_, { name, confidence }) => `Das ist ${name}, zu ${confidence} Prozent sicher.`,
      },
    },
    translate_view: {
      names: ["translate_sign", "camera_translate", "translate_seen_text", "visual_translation"],
      heldNames: ["foreign_lettering", "lens_interpreter"],
      description: [
        "Translate the text that the camera sees, for instance a sign, into a language.",
        "Reads the sign or menu in view and translates it.",
      ],
      parameters: {
        target_language: {
          type: "string",
          enum: SIGN_LANGUAGES,
          description: ["Into which language.", "The language wanted."],
          names: ["language", "to", "into", "target"],
        },
      },
      result: (args, draw) => sign(draw, String(args.target_language)),
      answer: {
        en: (_, { original, translation }) => `"${original}" means "${translation}".`,
        de: (_, { original, translation }) => `„${original}“ heißt „${translation}“.`,
      },
    },
  },
  intents: [
    {
      tool: "describe_view",
      en: {
        imperative: [
          "describe [what you see|the scene|my surroundings|what's in front of me|the view]",
          "tell me what [you see|i'm looking at|is in front of me|i am seeing]",
          "look around[ and tell me what's there|]",
          "take a look[ and describe it|]",
          "explain what i'm looking at",
        ],
        other: [
          "what am i [looking at|seeing]",
          "what do you see[ here| there|]",
          "what's [in front of me|over there|that over there|around me]",
          "what can you see",
          "what is [this|that] in front of me",
          "what does it look like here",
          "i can't see well, what's there",
          "what's in view",
          "i'd like to know what i'm looking at",
        ],
        held: [
          "use the camera and say what's there",
          "what do i have before my eyes",
          "give me a description of the scene",
          "be my eyes, what's there",
        ],
      },
      de: {
        imperative: [
          "beschreib [die Szene|die Umgebung|was du siehst|was vor mir ist|was ich sehe]",
          "sag mir, was [du siehst|vor mir ist|ich da sehe]",
          "schau [mal |]dich um",
          "schau mal hin, was ist da",
          "erklär mir, was ich [da |]sehe",
        ],
        infinitive: [
          "[mir |]beschreiben, was du siehst",
          "die [Szene|Umgebung] beschreiben",
          "[mir |]sagen, was vor mir ist",
        ],
        other: [
          "was sehe ich [da|hier|gerade]",
          "was siehst du[ da| hier|]",
          "was ist [da vorne|vor mir|da drüben|das da vor mir]",
          "was schaue ich [da |]gerade an",
          "wie sieht es hier aus",
          "worauf schaue ich[ gerade|]",
          "ich sehe schlecht, was ist da",
          "was kannst du sehen",
        ],
        held: [
          "nimm die Kamera und sag, was da ist",
          "was habe ich da vor Augen",
          "gib mir eine Beschreibung der Szene",
          "sei meine Augen, was ist da",
        ],
      },
      args: () => ({}),
      followUps: [
        { en: ["and now", "what about here", "and over there"], de: ["und jetzt", "und hier", "und da drüben"] },
      ],
    },
    {
      tool: "read_text",
      en: {
        imperative: [
          "read [this|that|this text|the text] [aloud|to me|out loud]",
          "read [me |]the [sign|label|menu|page|text|poster]",
          "read what's written [here|there|on the sign]",
          "tell me what [this|that|the sign] says",
          "read the [sign|text] in front of me",
        ],
        other: [
          "what does [this|that|the] [sign|label|poster|note] say",
          "what's written [here|there|on the sign|on it]",
          "what does it say [there|here|on the sign]",
          "i can't read [this|that|the sign]",
          "what is on that sign",
          "the letters are too small for me, read them",
          "i want to know what's written there",
        ],
        held: [
          "which words are on the sign",
          "i forgot my glasses, read the label",
          "say aloud what is written",
          "that writing, what is it",
        ],
      },
      de: {
        imperative: [
          "lies [mir |][das|den Text|diesen Text|das Schild|das Etikett|die Seite|die Speisekarte] vor",
          "lies [mir |]vor, was da steht",
          "lies das [Schild|Plakat] vor mir",
          "sag mir, was [da|auf dem Schild|hier] steht",
        ],
        infinitive: [
          "[mir |][das|den Text|das Schild|das Etikett|die Seite] vorlesen",
          "[mir |]vorlesen, was da steht",
        ],
        other: [
          "was steht [da|dort|hier|auf dem Schild|auf dem Plakat|auf dem Etikett|da geschrieben]",
          "ich kann [das|das Schild|den Text] nicht lesen",
          "was sagt das Schild",
          "die Schrift ist mir zu klein, lies vor",
          "ich möchte wissen, was da steht",
          "lesen Sie [mir |]bitte den Text vor",
        ],
        held: [
          "welche Wörter sind auf dem Schild",
          "ich habe keine Brille, lies das Etikett",
          "sag laut, was da geschrieben ist",
          "die Schrift da, was heißt das",
        ],
      },
      args: () => ({}),
    },
    {
      tool: "identify_object",
      slots: { kind, kindAccusative },
      weight: 1.3,
      en: {
        imperative: [
          "identify [this|that|the] {kind}",
          "recognize [this|that] {kind}",
          "tell me [what|which] {kind} [this|that] is",
          "look up [this|that] {kind}",
          "name [this|that] {kind}",
          "find out what {kind} this is",
        ],
        other: [
          "what {kind} is [this|that]",
          "what kind of {kind} is [this|that]",
          "which {kind} is [this|that]",
          "what's [this|that] {kind}[ called|]",
          "do you know [this|that] {kind}",
          "what is the name of [this|that] {kind}",
          "what sort of {kind} am i looking at",
          "i'd like to know what {kind} this is",
        ],
        held: [
          "that {kind} over there, what is it",
          "i've never seen such a {kind}, which one is it",
          "can you put a name to this {kind}",
          "what {kind} do we have here",
        ],
      },
      de: {
        imperative: [
          "bestimm {kindAccusative}",
          "erkenn {kindAccusative}",
          "sag mir, was das für {kind} ist",
          "identifizier {kindAccusative}",
          "finde heraus, was das für {kind} ist",
          "schau nach, was das für {kind} ist",
        ],
        infinitive: ["{kindAccusative} [bestimmen|erkennen|identifizieren]", "[mir |]sagen, was das für {kind} ist"],
        other: [
          "was ist das [da |]für {kind}",
          "was für {kind} ist das",
          "kennst du {kindAccusative}",
          "was sehe ich da für {kind}",
          "ich möchte wissen, was das für {kind} ist",
          "weißt du, was das für {kind} ist",
        ],
        held: [
          "was haben wir denn hier für {kind}",
          "benenn mir mal {kindAccusative}",
          "was mag das für {kind} sein",
          "wie nennt man {kindAccusative}",
        ],
      },
      args: ({ kind, kindAccusative }) => ({ kind: kind ?? kindAccusative! }),
    },
    {
      tool: "translate_view",
      slots: { language, into },
      en: {
        imperative: [
          "translate [this|that|the] [sign|menu|label|poster] [into|to] {language}",
          "translate the [sign|text] in front of me [into|to] {language}",
          "translate what i [see|'m looking at] into {language}",
          "read the sign in {language}",
          "tell me in {language} what [the|that|this] sign says",
          "put this sign into {language}",
        ],
        other: [
          "what does [this|that|the] [sign|menu|label|poster] say in {language}",
          "what does [this|that] sign mean in {language}",
          "i need [this|that|the] [sign|menu] in {language}",
          "sign to {language}",
          "what's that sign in {language}",
          "i want the [sign|menu|label] translated into {language}",
        ],
        held: [
          "turn what's on this sign into {language}",
          "how would that sign read in {language}",
          "give me the menu in {language}",
        ],
      },
      de: {
        imperative: [
          "übersetz [das|dieses] [Schild|Plakat|Etikett] [vor mir |]ins {into}",
          "übersetz die [Speisekarte|Aufschrift] ins {into}",
          "übersetz den Text vor mir ins {into}",
          "übersetze, was ich sehe, ins {into}",
          "sag mir auf {language}, was auf dem Schild steht",
        ],
        infinitive: ["[das|dieses] [Schild|Plakat] ins {into} übersetzen", "die Speisekarte ins {into} übersetzen"],
        other: [
          "was [heißt|bedeutet] das Schild auf {language}",
          "was steht [da|auf dem Schild] auf {language}",
          "ich brauche [das Schild|die Speisekarte] auf {language}",
          "das Schild auf {language}[ bitte|]",
          "ich möchte [das Schild|das Etikett] auf {language} [lesen|haben]",
        ],
        held: [
          "wie würde das Schild auf {language} lauten",
          "gib mir die Speisekarte auf {language}",
          "mach mir aus dem Schild {language}",
        ],
      },
      args: ({ language, into }) => ({ target_language: language ?? into! }),
      correctable: ["language"],
      followUps: [
        {
          en: ["and in {language}", "now in {language}"],
          de: ["und auf {language}", "jetzt auf {language}"],
          slots: ["language"],
        },
      ],
    },
  ],
};
