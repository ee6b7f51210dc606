import type { Model } from "@qwents/protocol";
import { Signal } from "../../app/signal.ts";
import { Answers } from "./answering/answers.ts";
import { type Draft, Drafts } from "./drafts.ts";
import { saveFile } from "./files/save-file.ts";
import { ChatShelf } from "./history/chat-shelf.ts";
import type { Conversation } from "./history/conversation.ts";
import type { AnswerMessage } from "./history/records.ts";
import { keepChoice, keptChoice } from "./kept-choice.ts";

/** All that the page keeps while others are shown: chats, answers on their way, drafts. */
export class ChatRoom {
  readonly shelf: ChatShelf = new ChatShelf((id) => {
    this.answers.stop(id);
    if (this.shownId === id) this.shownId = "";
  });
  readonly answers: Answers;
  readonly drafts: Drafts = new Drafts();
  /** Of the server, as last told. */
  models: readonly Model[] = [];
  /** The chat that is shown, or was before another page; empty: a fresh one. */
  shownId = "";
  /** The answer that ended last, for screen readers. */
  lastEnded: AnswerMessage | undefined;
  readonly ended: Signal = new Signal();
  #fresh: Conversation | undefined;

  constructor() {
    // Other tabs see that nobody goes on with what was being written.
    addEventListener("pagehide", () => this.answers.stopAll());
    this.answers = new Answers({
      modelOf: (id) => findModel(this.models, id),
      onEnd: (_, answer) => {
        this.lastEnded = answer;
        this.ended.emit();
      },
      page: {
        now: () => new Date(),
        saveFile: (name, text) => saveFile(name, text, "text/plain"),
        makeChat: async (title) => {
          const { view, messages } = this.shelf.begin(this.#settings(), title);
          await this.shelf.add([{ chat: view.chat, messages }]);
        },
      },
    });
  }

  /** The chat that begins with the next message; the same one until that is sent. */
  fresh(): Conversation {
    if (this.#fresh === undefined || this.#fresh.view.path.length > 0) this.#fresh = this.shelf.begin(this.#settings());
    return this.#fresh;
  }

  ask(conversation: Conversation, { text, files }: Draft): void {
    const question = conversation.addQuestion(conversation.view.path.at(-1) ?? null, text, files);
    this.answers.answer(conversation, question.id);
  }

  /** Another version of a question beside it, with an answer of its own. */
  askAgain(conversation: Conversation, questionId: string, text: string): void {
    const before = conversation.get(questionId);
    if (before?.role !== "user") return;
    const question = conversation.addQuestion(before.parentId, text, before.files);
    this.answers.answer(conversation, question.id);
  }

  chooseModel(conversation: Conversation, model: string): void {
    conversation.change({ model });
    keepChoice("model", model);
  }

  #settings() {
    const model = keptChoice("model");
    return model !== undefined && findModel(this.models, model) !== undefined ? { model } : {};
  }
}

/** A model by its id, another name of it, or "default", the first. */
export function findModel(models: readonly Model[], id: string): Model | undefined {
  return (
    models.find((model) => model.id === id || model.aliases?.includes(id)) ?? (id === "default" ? models[0] : undefined)
  );
}
