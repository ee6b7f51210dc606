import * as z from "zod";

/** "none" switches thinking off, anything else on, as far as the model's template knows of it; some know degrees. */
export const reasoningEffort = z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]);

/** What a request says of thinking beyond its effort. As Alibaba's API has the first three. */
export const thinkingFields = {
  enable_thinking: z.boolean().nullish().describe("Switches thinking, where the model's template knows the switch."),
  thinking_budget: z
    .int()
    .min(0)
    .nullish()
    .describe("Tokens of thought at most; then the answer begins. 0 switches thinking off."),
  preserve_thinking: z
    .boolean()
    .nullish()
    .describe("Whether the thoughts of earlier turns stay in the prompt, where the template knows of it."),
  chat_template_kwargs: z
    .looseObject({ enable_thinking: z.boolean().optional() })
    .nullish()
    .describe("Variables for the chat template. They count more than the fields above."),
};
