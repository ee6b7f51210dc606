import type { Domain } from "../domain.ts";
import { wholeNumber } from "../language/slots.ts";
import { said } from "../said.ts";

export const capture: Domain = {
  tools: {
    take_photo: {
      names: ["take_picture", "capture_image", "photo_shot", "snap_photo"],
      heldNames: ["shutter_release", "still_frame"],
      description: [
        "Take a photo with the camera, after some seconds if said.",
        "Takes a picture of what the user sees, at once or with a delay.",
      ],
      parameters: {
        delay: {
          type: "integer",
          description: ["Seconds to wait first, if said.", "Self-timer in seconds."],
          names: ["seconds", "timer", "wait"],
          optional: true,
        },
      },
      result: (_, { random }) => ({ photo: `IMG_${random.integer(1000, 9999)}` }),
      answer: {
        en: ({ delay }, { photo }) => `Photo ${photo}${delay ? ` in ${delay} seconds` : " is saved"}.`,
        de: ({ delay }, { photo }) => `Foto ${photo}${delay ? ` in ${delay} Sekunden` : " ist gespeichert"}.`,
      },
    },
    record_video: {
      names: ["video_recording", "film", "control_video", "camera_record"],
      heldNames: ["moving_picture", "clip_capture"],
      description: [
        "Start or stop recording a video.",
        "Films what the user sees: start begins, stop ends the recording.",
      ],
      parameters: {
        action: {
          type: "string",
          enum: ["start", "stop"],
          description: ["start to film, stop to end.", "Begin or end the recording."],
          names: ["command", "do", "operation"],
        },
      },
      result: (args, { random }) =>
        args.action === "start" ? { status: "recording" } : { status: "saved", seconds: random.integer(3, 600) },
      answer: {
        en: (_, { seconds }) => (seconds ? `The video is saved, ${seconds} seconds.` : "The video is recording."),
        de: (_, { seconds }) =>
          seconds ? `Das Video ist gespeichert, ${seconds} Sekunden.` : "Die Videoaufnahme läuft.",
      },
    },
    scan_code: {
      names: ["read_code", "scan_qr", "barcode_scan", "code_reader"],
      heldNames: ["decode_matrix", "stripe_reader"],
      description: ["Scan a QR code or barcode in view.", "Reads the code that the camera sees and gives its content."],
      parameters: {},
      result: (_, { random }) => ({
        content: random.chance(0.5)
          ? String(random.integer(4000000000, 4999999999))
          : `${random.pick("menu|ticket|wifi|museum|tour|coupon|bike|table".split("|"))}-${random.integer(10, 999)}.example.org`,
      }),
      answer: {
        en: (_, { content }) => `The code says ${content}.`,
        de: (_, { content }) => `Der Code enthält ${content}.`,
      },
    },
  },
  intents: [
    {
      tool: "take_photo",
      slots: { delay: wholeNumber(2, 20) },
      en: {
        imperative: [
          "take a [photo|picture|snapshot|pic][ of this| of that| of the view|]",
          "snap a [photo|picture]",
          "shoot a [photo|picture][ of this|]",
          "capture this[ view| moment|]",
          "photograph [this|that|the view]",
          "get a [picture|photo] of [this|that]",
          "take a [photo|picture] in {delay} seconds",
          "take a [photo|picture] with a delay of {delay} seconds",
          "save this as a photo",
        ],
        other: [
          "[photo|picture|cheese]",
          "i want [a photo|a picture] of [this|that]",
          "[photo|picture] in {delay} seconds",
          "i'd like to take a [picture|photo]",
          "let's take a photo",
          "this needs a photo",
          "this is beautiful, take a picture",
          "selfie in {delay} seconds",
        ],
        held: [
          "make a photo of this moment",
          "keep this view as a picture",
          "a snapshot of that, quick",
          "wait {delay} seconds and take a photo",
        ],
      },
      de: {
        imperative: [
          "mach [mal |]ein [Foto|Bild][ davon| hiervon|]",
          "nimm ein [Foto|Bild] auf",
          "fotografier [das|die Aussicht|das hier]",
          "schieß ein [Foto|Bild]",
          "knips [das|ein Foto|mal]",
          "mach in {delay} Sekunden ein [Foto|Bild]",
          "halt das als Foto fest",
          "mach eine Aufnahme davon",
        ],
        infinitive: [
          "ein [Foto|Bild] [machen|aufnehmen|schießen]",
          "in {delay} Sekunden ein Foto machen",
          "das fotografieren",
        ],
        other: [
          "[Foto|Foto bitte|Bild bitte]",
          "ich [möchte|will|hätte gern] ein [Foto|Bild] davon",
          "Foto in {delay} Sekunden",
          "Selfie in {delay} Sekunden",
          "lass uns ein Foto machen",
          "das ist schön, mach ein Foto",
          "machen Sie bitte ein Foto",
        ],
        held: [
          "halt diesen Moment in einem Bild fest",
          "von der Aussicht brauche ich ein Foto",
          "schnell ein Bild davon",
          "warte {delay} Sekunden und mach dann ein Foto",
        ],
      },
      args: ({ delay }) => said({ delay }),
      followUps: [
        {
          en: ["one more", "another one", "and another[ one|]"],
          de: ["noch eins", "und noch eins", "noch ein Foto"],
          another: true,
        },
      ],
    },
    {
      tool: "record_video",
      en: {
        imperative: [
          "start [a video|recording|filming|the video|the recording|the video recording]",
          "record [a video|this|a clip|what i see]",
          "film [this|that|what i see|the view]",
          "begin [filming|recording|a video]",
          "take a video[ of this|]",
          "shoot a [video|clip]",
        ],
        other: [
          "video on",
          "i want to [film|record] this",
          "recording on",
          "i'd like a video of this",
          "let's film this",
          "start filming now",
          "video of this[ please|]",
        ],
        held: ["get this on video", "roll the camera", "make a film of that", "keep filming from here on"],
      },
      de: {
        imperative: [
          "starte [ein Video|die Aufnahme|die Videoaufnahme|das Video]",
          "nimm [ein Video|das] [mal |]auf",
          "film [das|mal|die Aussicht|das hier]",
          "mach [mal |]ein Video[ davon|]",
          "fang an zu filmen",
          "dreh ein Video",
        ],
        infinitive: [
          "ein Video [aufnehmen|machen|drehen|starten]",
          "[das|die Aussicht] filmen",
          "die Videoaufnahme starten",
        ],
        other: [
          "Video [an|ab|starten]",
          "ich will das filmen",
          "ich möchte ein Video [machen|aufnehmen]",
          "Aufnahme [an|starten]",
          "lass uns das filmen",
          "ein Video davon[ bitte|]",
        ],
        held: [
          "halt das auf Video fest",
          "Kamera läuft, film los",
          "davon hätte ich gern einen Film",
          "beginn mit dem Video",
        ],
      },
      args: ({ action }) => ({ action: action ?? "start" }),
      followUps: [
        {
          en: ["ok, stop", "and stop", "stop now", "that's enough"],
          de: ["ok, stopp", "und stopp", "jetzt aufhören", "das reicht"],
          set: { action: "stop" },
        },
      ],
    },
    {
      tool: "record_video",
      en: {
        imperative: [
          "stop [the video|recording|filming|the recording|the video recording]",
          "end [the video|the recording|filming]",
          "finish [the video|filming|recording]",
          "quit [filming|recording]",
          "stop and save the video",
        ],
        other: [
          "video off",
          "recording off",
          "no more filming",
          "i'm done [filming|recording]",
          "i want to stop [filming|the video]",
          "enough [filming|video]",
          "the video is long enough",
        ],
        held: ["that's a wrap for the video", "cut the recording", "don't film any more", "the filming can end here"],
      },
      de: {
        imperative: [
          "stopp [das Video|die Aufnahme|die Videoaufnahme]",
          "beende [das Video|die Aufnahme|die Videoaufnahme]",
          "hör auf zu filmen",
          "halt [das Video|die Aufnahme] an",
          "mach Schluss mit [dem Video|dem Filmen]",
        ],
        infinitive: ["[das Video|die Aufnahme|die Videoaufnahme] [stoppen|beenden]", "aufhören zu filmen"],
        other: [
          "Video [aus|stopp|beenden]",
          "Aufnahme [aus|stopp|beenden]",
          "ich bin fertig mit [Filmen|dem Video]",
          "genug gefilmt",
          "nicht mehr filmen",
          "das Video ist lang genug",
        ],
        held: [
          "das reicht als Video",
          "Schnitt, Aufnahme Ende",
          "film nicht weiter",
          "mit dem Filmen kann Schluss sein",
        ],
      },
      args: ({ action }) => ({ action: action ?? "stop" }),
      followUps: [
        {
          en: ["start again", "and film again"],
          de: ["wieder starten", "und wieder filmen"],
          set: { action: "start" },
        },
      ],
    },
    {
      tool: "scan_code",
      en: {
        imperative: [
          "scan [this|that|the] [code|QR code|barcode]",
          "read [this|that|the] [QR code|code|barcode]",
          "scan this",
          "open the QR code",
          "check the [barcode|QR code]",
          "decode [this|that] [QR code|code]",
        ],
        other: [
          "what's in [this|that|the] [QR code|code|barcode]",
          "what does [this|the] [QR code|barcode] say",
          "[QR code|barcode|scan]",
          "i want to scan [this|a] [code|QR code]",
          "there's a QR code, scan it",
          "where does this QR code lead",
        ],
        held: [
          "take the code that's in front of me and read it",
          "use the camera on this barcode",
          "which content does the QR code have",
          "let me have what's behind this QR code",
        ],
      },
      de: {
        imperative: [
          "scan [den|diesen] [Code|QR-Code|Barcode|Strichcode]",
          "lies den [QR-Code|Code|Barcode|Strichcode][ ein| aus|]",
          "scann das[ mal|]",
          "öffne den QR-Code",
          "prüf den [Barcode|QR-Code|Strichcode]",
        ],
        infinitive: ["[den|diesen] [QR-Code|Code|Barcode|Strichcode] [scannen|einlesen|lesen]", "das scannen"],
        other: [
          "was steht im [QR-Code|Code|Barcode]",
          "was [ist|steckt] in dem [QR-Code|Code]",
          "[QR-Code|Barcode|Scan]",
          "ich will [den|diesen] [Code|QR-Code] scannen",
          "da ist ein QR-Code, scann ihn",
          "wohin führt der QR-Code",
        ],
        held: [
          "nimm den Code vor mir und lies ihn",
          "richte die Kamera auf den Strichcode",
          "welchen Inhalt hat der QR-Code",
          "zeig, was hinter dem QR-Code steckt",
        ],
      },
      args: () => ({}),
      followUps: [
        {
          en: ["and this one", "scan the next one", "now that one"],
          de: ["und den hier", "scann den nächsten", "jetzt den da"],
        },
      ],
    },
  ],
};
