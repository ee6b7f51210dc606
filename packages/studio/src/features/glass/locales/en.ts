export const texts = {
  title: "Glass engine",
  intro:
    "A model writes one piece of a word at a time, and each time all its layers take their turn, one after the other. Here you see each such step from inside: which work it is made of, and where the time goes.",
  state: {
    waiting: "waiting for the server",
    live: "watching",
    paused: "paused",
    notLoaded: "the model is not loaded",
  },
  send: "Send a prompt",
  stop: "Stop",
  asTable: "As a table",
  model: "Model",
  question:
    "Explain, for somebody who has never heard of it, how the tides come about, and why there are two of them on most days. Begin with the moon, go on to the sun, and end with what sailors make of it.",
  empty: {
    title: "No step yet",
    text: "“Send a prompt” gives the model something to do for a few seconds. Each step of it then shows up here.",
    kinds: "What the colours will mean",
    noModel: "No model is there that could answer. Get one on the Models page.",
  },
  note: "Steps are timed only while this page is open and in sight, which slows them down a little. Four a second are shown at most.",
  steps: "Steps",
  columns: "Each column is a step: the taller, the longer it took.",
  sort: {
    prompt: "reads the prompt",
    answer: "writes the answer",
  },
  step: {
    prompt_one: "Step {{step}}: takes in {{count, number}} token",
    prompt_other: "Step {{step}}: takes in {{count, number}} tokens",
    answer_one: "Step {{step}}: finds the next token of an answer",
    answer_other: "Step {{step}}: finds the next token of {{count}} answers each",
    both: "Step {{step}}: takes in {{prompt, number}} tokens and continues answers by {{answers}}",
  },
  noStep: "no step yet",
  pick: "Step to look at",
  previous: "Previous step",
  next: "Next step",
  hold: "Hold",
  follow: "Latest",
  byKind: "Where the time goes",
  typical: {
    name: "Typical step",
    prompt_one: "Median of {{count}} step that reads a prompt: {{time}}.",
    prompt_other: "Median of {{count}} steps that read prompts: {{time}}.",
    answer_one: "Median of {{count}} step that writes the answer: {{time}}.",
    answer_other: "Median of {{count}} steps that write the answer: {{time}}.",
  },
  layer: "Layer {{layer}}",
  times: "{{count}} times",
  lane: {
    before: "before",
    after: "after",
  },
  arrangement: {
    label: "Arrangement",
    layers: "Layers aligned",
    clock: "As it happened",
  },
  timeline: {
    label: "Timeline of the step. Arrow keys go from operation to operation and from layer to layer.",
  },
  byLayer: {
    caption: "Layer by layer",
    layer: "Layer",
    all: "Together",
  },
  byTask: {
    caption: "What the step is made of",
    task: "Work",
    share: "Share",
    time: "Time",
    units: "GB/s: how fast the weights were read from memory. GFLOP/s: billions of sums and products per second.",
  },
  explained: "Explanation",
  howTo: {
    title: "How to read this",
    text: "Each row is a layer, each bar a piece of work, and the longer the bar, the longer it took. The text passes through the layers from top to bottom.",
    hint: "Point at anything coloured, or go there with the arrow keys, and it is explained here. A click holds the step.",
  },
  fact: {
    time: "Time",
    share: "{{share}} of the step",
    reads: "Reads",
    computes: "Computes",
  },
  kind: {
    embedding: {
      name: "Words to numbers",
      what: "Looks each token up in a table. What comes out is a long list of numbers: the token’s meaning so far, without its surroundings.",
    },
    attention: {
      name: "Attention",
      what: "Looks back: finds out which earlier tokens matter for this one, and gathers what they have to tell. The only place where tokens learn of each other.",
    },
    linearAttention: {
      name: "Linear attention",
      what: "Looks back in another way: keeps one summary of all that came before, of a fixed size, and updates it with each token. Costs the same however long the text is.",
    },
    mlp: {
      name: "Feed-forward",
      what: "Thinks over what was gathered, each token by itself. Most of a model’s weights are here, and most of its knowledge. With experts, each token uses only a few parts of them.",
    },
    norm: {
      name: "Norms and sums",
      what: "Keeps the numbers at an even size, and adds each result to what was known before.",
    },
    output: {
      name: "Output matrix",
      what: "Compares the result with every token that the model knows. Each gets a score: how well it would go on here.",
    },
    sampling: {
      name: "Choosing",
      what: "Picks the next token by those scores, and where the answer must have a form, only among those that fit it.",
    },
    engine: {
      name: "Around it",
      what: "The engine’s own work: it plans who is next, hands the work to the compute threads, and takes the results.",
    },
  },
  task: {
    plan: { name: "Plan", what: "Decides which requests take part in this step, and with how many tokens each." },
    record: {
      name: "Write the list",
      what: "The model writes down all operations of this step, in order. Nothing is computed yet.",
    },
    dispatch: {
      name: "Hand out",
      what: "The list goes to the compute threads; this is the time until the first one begins.",
    },
    collect: { name: "Collect", what: "The scores come back from the compute threads." },
    grammar: {
      name: "Grammar",
      what: "Where the answer must have a form, such as JSON, it finds out which tokens may come now.",
    },
    sample: {
      name: "Choose the token",
      what: "Picks the next token by its score and by settings such as the temperature, and makes text of it.",
    },
    commit: {
      name: "Write it down",
      what: "Adds the new token to each answer, sends it out, and ends answers that are complete.",
    },
    embedding: {
      name: "Look tokens up",
      what: "Fetches one row of a large table for each token: the numbers that the model begins with.",
    },
    norm: {
      name: "Norm",
      what: "Brings a token’s numbers to an even size, so that what follows works well. Few sums, soon done.",
    },
    headNorm: {
      name: "Norm of queries and keys",
      what: "Brings queries and keys to an even size before they are compared.",
    },
    queriesKeysValues: {
      name: "Queries, keys, values",
      what: "Makes three lists of each token: what it looks for (query), what it is found by (key), and what it has to tell (value).",
    },
    rope: {
      name: "Position",
      what: "Turns queries and keys by an angle that depends on their place in the text, so that near and far can be told apart.",
    },
    attention: {
      name: "Look back",
      what: "Reads the cached keys and values of all earlier tokens, compares the keys with the query, and gathers the values that fit. The longer the text, the longer it takes.",
    },
    mergeHeads: {
      name: "Merge the heads",
      what: "Attention looks for several things at once, a head for each. Here their findings become one list again.",
    },
    prepareUpdate: {
      name: "Prepare the update",
      what: "Makes queries, keys and values, and the gates that say how much is forgotten and how much is learned.",
    },
    convolution: { name: "Blend neighbours", what: "Mixes each token with the few that stand right before it." },
    deltaRule: {
      name: "Update the summary",
      what: "Forgets a little, writes the new token into the summary of all earlier ones, and reads what the token asks for. Takes the same time however long the text is.",
    },
    widen: {
      name: "Widen",
      what: "Spreads each token’s numbers over a wider list, twice: once its contents, once the gates for them. Large weights: reading them from memory is what takes the time.",
    },
    gate: { name: "Gates", what: "Lets each number pass as far as its gate is open." },
    narrow: { name: "Narrow", what: "Brings the wide list back to its usual length." },
    router: { name: "Ask the router", what: "Scores how well each expert suits each token." },
    chooseExperts: { name: "Choose experts", what: "Picks the few experts that suit each token best." },
    experts: {
      name: "Experts",
      what: "Widens and narrows with the chosen experts’ weights; those of the others are not even read.",
    },
    combineExperts: {
      name: "Combine experts",
      what: "Adds the experts’ results up, the best suited one counting most.",
    },
    sum: {
      name: "Add",
      what: "Adds the result to what was known of the token before, so that nothing gets lost on the way.",
    },
    bias: { name: "Offsets", what: "Adds a fixed number to each." },
    slice: { name: "Cut out", what: "Takes the part of a list that is needed next." },
    select: { name: "Last tokens only", what: "Goes on with those tokens alone that a next one is to be found for." },
    output: {
      name: "Score all tokens",
      what: "Multiplies the result with the output matrix: a score for each token of the vocabulary. Often the largest single matrix of a model.",
    },
    other: { name: "Other work", what: "An operation that this page does not know yet." },
  },
};
