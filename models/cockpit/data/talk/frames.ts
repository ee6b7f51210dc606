/** Common ways to ask about a topic; `topics` are alternatives: "the server|the api". */
export function aboutEnglish(topics: string): string[] {
  const topic = `[${topics}]`;
  return [
    topic,
    `[what about|how about|and] ${topic}`,
    `[tell me|can you tell me|could you tell me] [more |something |a bit |]about ${topic}`,
    `[explain|describe|show me] ${topic}`,
    `[i want|i need|i would like|i'd like] to know [more |something |]about ${topic}`,
    `i have [a question|questions] about ${topic}`,
    `[what do you know|what can you tell me|i am asking|i am curious] about ${topic}`,
    `[info|information|details|help] [on|about] ${topic}`,
  ];
}

/** As `aboutEnglish`; German topics stand in the accusative. */
export function aboutGerman(topics: string): string[] {
  const topic = `[${topics}]`;
  return [
    `${topic} bitte`,
    `was gibt es über ${topic} zu wissen`,
    `ich habe eine Frage, es geht um ${topic}`,
    `[erzähl|sag|erklär] mir [mehr|etwas|was] über ${topic}`,
    `[erklär|beschreib|zeig] mir [bitte |mal |]${topic}`,
    `ich [will|möchte|würde gern] [mehr|etwas] über ${topic} [wissen|erfahren]`,
    `[kannst|könntest] du mir [bitte |]etwas über ${topic} sagen`,
    `was [weißt du|kannst du mir sagen] über ${topic}`,
    `[Infos|Informationen|Einzelheiten] über ${topic}`,
  ];
}
