import type { Domain, FollowUp } from "../domain.ts";
import { climate } from "./climate.ts";

const AGAIN: readonly FollowUp[] = [
  {
    en: ["[a bit |]warmer", "[even |still |a little |]warmer[ please|]", "no, warmer"],
    de: ["[noch |]wärmer", "[noch |]etwas wärmer", "nein, wärmer"],
    set: { delta: 1 },
  },
  {
    en: ["[a bit |]cooler", "[even |still |a little |][colder|cooler][ please|]", "no, cooler"],
    de: ["[noch |]kühler", "[noch |]etwas [kälter|kühler]", "nein, kühler"],
    set: { delta: -1 },
  },
];

/** Warmer and cooler without a number, and questions: how people complain. */
export const comfort: Domain = {
  tools: {
    change_temperature: climate.tools.change_temperature!,
    get_cabin_temperature: climate.tools.get_cabin_temperature!,
  },
  intents: [
    {
      tool: "change_temperature",
      weight: 2,
      en: {
        imperative: [
          "make it [a bit |a little |slightly |a touch |][warmer|hotter][ in here| in the car|]",
          "turn [up the heating|up the heat|the heating up|the temperature up|the heat up][ a bit| a little|]",
          "[warm|heat] [it|the car|things] up[ a bit| a little|][ in here|]",
          "[raise|increase] the temperature[ a bit| a little|]",
          "give us [some|a bit] more heat",
        ],
        other: [
          "[a bit |a little |slightly |]warmer[ please|]",
          "i'm [freezing|cold|chilly|shivering|so cold|a bit cold|feeling cold]",
          "it's [too |so |very |really |a bit |pretty |]cold[ in here| in the car|]",
          "it's [freezing|chilly|icy] in here",
          "it should be [a bit |]warmer[ in here|]",
          "i [want|need|'d like] it [a bit |]warmer",
          "[temperature|heating|heat] up",
          "[could|can] we have it [a bit |a little |]warmer",
          "my [hands|fingers] are freezing",
          "we're [freezing|cold] back here",
          "it isn't warm enough[ in here|]",
        ],
        held: [
          "brr, i feel cold in here",
          "it could be a bit warmer",
          "why is it so cold in this car",
          "a little more heat would be good",
          "i'm turning into an icicle",
          "it feels like a fridge in here",
        ],
      },
      de: {
        imperative: [
          "mach [es |mal |][etwas |ein bisschen |ein wenig |][wärmer|heißer]",
          "[dreh|stell] die [Heizung|Temperatur] [etwas |ein bisschen |][höher|auf|hoch|rauf]",
          "heiz [mal |bitte |][etwas |ein bisschen |]mehr",
          "[erhöh|erhöhe] die Temperatur[ etwas| ein wenig|]",
          "machen Sie es [bitte |][etwas |]wärmer",
        ],
        infinitive: [
          "es [etwas |ein bisschen |]wärmer [machen|stellen]",
          "die [Heizung|Temperatur] [etwas |]höher [drehen|stellen]",
        ],
        other: [
          "[etwas |ein bisschen |]wärmer[ bitte|]",
          "mir ist [so |zu |echt |ziemlich |]kalt",
          "ich friere[ so|]",
          "es ist [zu |so |sehr |ziemlich |ganz schön |][kalt|kühl] [hier|hier drin|im Auto]",
          "hier ist es [zu |viel zu |]kalt",
          "es [soll|sollte|könnte] [etwas |]wärmer sein",
          "ich [hätte es gern|möchte es] [etwas |]wärmer",
          "[Heizung|Temperatur] [höher|rauf|hoch]",
          "uns ist [hinten |]kalt",
          "ich habe kalte [Hände|Finger]",
          "es ist nicht warm genug",
        ],
        held: [
          "geht es auch wärmer",
          "brr, hier drin friert man ja",
          "warum ist es denn so kalt im Wagen",
          "mehr Wärme wäre gut",
          "ich bin am Erfrieren",
          "hier ist es ja wie im Kühlschrank",
        ],
      },
      args: ({ delta }) => ({ delta: delta ?? 1 }),
      followUps: AGAIN,
    },
    {
      tool: "change_temperature",
      weight: 2,
      en: {
        imperative: [
          "make it [a bit |a little |slightly |a touch |][cooler|colder|less warm][ in here| in the car|]",
          "turn [down the heating|down the heat|the heating down|the temperature down|the heat down][ a bit| a little|]",
          "cool [it|the car|things] down[ a bit| a little|][ in here|]",
          "[lower|reduce] the temperature[ a bit| a little|]",
          "give us a bit less heat",
        ],
        other: [
          "[a bit |a little |slightly |][cooler|colder][ please|]",
          "i'm [sweating|hot|too warm|boiling|too hot|melting|roasting]",
          "it's [too |so |very |really |a bit |pretty |][hot|warm][ in here| in the car|]",
          "it's [boiling|stuffy and hot|roasting] in here",
          "it should be [a bit |][cooler|colder][ in here|]",
          "i [want|need|'d like] it [a bit |][cooler|colder]",
          "[temperature|heating|heat] down",
          "[could|can] we have it [a bit |a little |][cooler|colder]",
          "we're [sweating|melting] back here",
          "it isn't cool enough[ in here|]",
          "less heat[ please|]",
        ],
        held: [
          "phew, i feel hot in here",
          "it could be a bit cooler",
          "why is it so hot in this car",
          "a little less heat would be good",
          "it feels like a sauna in here",
          "i'm being cooked in here",
        ],
      },
      de: {
        imperative: [
          "mach [es |mal |][etwas |ein bisschen |ein wenig |][kühler|kälter|weniger warm]",
          "[dreh|stell] die [Heizung|Temperatur] [etwas |ein bisschen |][niedriger|runter|tiefer]",
          "heiz [mal |bitte |][etwas |ein bisschen |]weniger",
          "[senk|senke|verringere] die Temperatur[ etwas| ein wenig|]",
          "machen Sie es [bitte |][etwas |]kühler",
        ],
        infinitive: [
          "es [etwas |ein bisschen |][kühler|kälter] [machen|stellen]",
          "die [Heizung|Temperatur] [etwas |]niedriger [drehen|stellen]",
        ],
        other: [
          "[etwas |ein bisschen |][kühler|kälter][ bitte|]",
          "mir ist [so |zu |echt |ziemlich |][warm|heiß]",
          "ich [schwitze|schwitze so|vergehe vor Hitze]",
          "es ist [zu |so |sehr |ziemlich |ganz schön |][warm|heiß] [hier|hier drin|im Auto]",
          "hier ist es [zu |viel zu |][warm|heiß]",
          "es [soll|sollte|könnte] [etwas |][kühler|kälter] sein",
          "ich [hätte es gern|möchte es] [etwas |]kühler",
          "[Heizung|Temperatur] [niedriger|runter|tiefer]",
          "uns ist [hinten |][warm|heiß]",
          "es ist nicht kühl genug",
          "weniger [Wärme|heizen]",
        ],
        held: [
          "geht es auch kühler",
          "puh, hier drin schwitzt man ja",
          "warum ist es denn so heiß im Wagen",
          "etwas weniger Wärme wäre gut",
          "hier ist es ja wie in der Sauna",
          "ich komme um vor Hitze",
        ],
      },
      args: ({ delta }) => ({ delta: delta ?? -1 }),
      followUps: AGAIN,
    },
    {
      tool: "get_cabin_temperature",
      en: {
        imperative: [
          "[tell|show] me the [inside|cabin|interior] temperature",
          "check the temperature [inside|in the car|in the cabin|in here]",
        ],
        other: [
          "how [warm|hot|cold] is it [in here|inside|in the car|in the cabin]",
          "what's the temperature [in here|inside|in the car]",
          "what is the [cabin|inside|interior] temperature[ now| right now|]",
          "how many degrees [is it|are there|do we have] [in here|inside|in the car]",
          "what temperature is [it|the heating|the climate control] set to",
          "[inside|cabin|interior] temperature",
          "which temperature [is set|have i set]",
        ],
        held: [
          "what does the thermometer say in the cabin",
          "what are we at inside the car",
          "i wonder how warm it is in here",
          "how high is the heating set",
        ],
      },
      de: {
        imperative: [
          "[sag|nenn|zeig] mir die [Innentemperatur|Temperatur im Auto|Temperatur im Innenraum]",
          "[prüf|prüfe] die Innentemperatur",
        ],
        infinitive: ["mir die [Innentemperatur|Temperatur im Innenraum] [sagen|nennen|zeigen]"],
        other: [
          "wie [warm|kalt|heiß] ist es [hier drin|im Auto|innen|drinnen]",
          "welche Temperatur [ist|haben wir] [hier drin|im Auto|im Innenraum]",
          "wie ist die [Innentemperatur|Temperatur im Auto]",
          "wie viel Grad [sind es|haben wir|hat es] [hier drin|im Auto|innen|im Innenraum]",
          "auf wie viel Grad [ist die Heizung|ist die Klimaanlage|ist es] [eingestellt|gestellt]",
          "Innentemperatur",
          "was ist als Temperatur eingestellt",
        ],
        held: [
          "was sagt das Thermometer im Wagen",
          "mich würde interessieren, wie warm es hier drin ist",
          "wie hoch ist die Temperatur im Wagen",
          "wie steht die Heizung gerade",
        ],
      },
      args: () => ({}),
    },
  ],
};
