import type { CatalogLoadOptions, CatalogModel, ModelCatalog, ServedEngine } from "@qwents/server";
import { builtInModel, builtInModelId, type FoundModel } from "../find-model.ts";
import { type CachedModel, listCached } from "../hub/cached-models.ts";
import type { HubSettings } from "../hub/hub-settings.ts";
import { aliasesOf, idOf, TakenNames } from "./catalog-names.ts";
import { type ModelFacts, ModelFiles, readFacts } from "./model-facts.ts";

export interface LocalCatalogOptions {
  /** Those that were asked for by name: the first is the default, and they stay loaded. */
  readonly named: readonly FoundModel[];
  /** Further names, for models by their places. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly settings: HubSettings;
  /** What a model takes of the memory, about. */
  readonly estimate: (facts: ModelFacts, isNamed: boolean) => number;
  readonly load: (place: string, id: string, options: CatalogLoadOptions) => Promise<ServedEngine>;
}

interface KnownModel {
  readonly model: Pick<CachedModel, "name" | "place" | "origin"> & Partial<Pick<FoundModel, "from">>;
  readonly facts: ModelFacts;
  readonly isNamed: boolean;
}

/** The models of this machine: those that were named, the built-in one, and all that was pulled and runs here. */
export class LocalCatalog implements ModelCatalog {
  readonly #options: LocalCatalogOptions;
  readonly #named: readonly KnownModel[];
  readonly #files = new ModelFiles();
  #hasListed = false;
  #places: ReadonlyMap<string, string> = new Map();

  private constructor(options: LocalCatalogOptions, named: readonly KnownModel[]) {
    this.#options = options;
    this.#named = named;
  }

  /** @throws QwenError of `files/`, `gguf/`, … for a named model that cannot be read */
  static async open(options: LocalCatalogOptions): Promise<LocalCatalog> {
    const builtIn: FoundModel = { name: builtInModelId, place: builtInModel(), from: "built in" };
    const byPlace = new Map([...options.named, builtIn].map((model) => [model.place, model]));
    const named: KnownModel[] = [];
    for (const model of byPlace.values()) named.push({ model, facts: await readFacts(model.place), isNamed: true });
    return new LocalCatalog(options, named);
  }

  /** The first time those alone that were named. */
  async list(): Promise<CatalogModel[]> {
    const { aliases } = this.#options;
    // The first look is for the default, which should not wait until all other files were looked into.
    const known = this.#hasListed ? [...this.#named, ...(await this.#pulled())] : this.#named;
    this.#hasListed = true;
    const taken = new TakenNames();
    const ids = known.map(({ model, facts }) => taken.takeLike(idOf(model, facts.name)));
    this.#places = new Map(known.map(({ model }, index) => [ids[index], model.place]));
    const given = [...aliases.keys()].filter((name) => taken.take(name));
    return known.map(({ model, facts, isNamed }, index) => {
      const own = given.filter((name) => aliases.get(name) === model.place);
      const usual = [...(index === 0 ? ["default"] : []), ...aliasesOf(model, facts.name)];
      return {
        id: ids[index],
        aliases: [...own, ...usual.filter((name) => taken.take(name))],
        sizeBytes: facts.sizeBytes,
        created: facts.created,
        memoryBytes: this.#options.estimate(facts, isNamed),
        info: facts.info,
        isRemovable: model.from !== "built in" && model.from !== "path",
        ...(facts.license !== undefined && { license: facts.license }),
        ...(isNamed && { keepAliveMs: Number.POSITIVE_INFINITY }),
      };
    });
  }

  async load({ id }: CatalogModel, options: CatalogLoadOptions): Promise<ServedEngine> {
    const place = this.#places.get(id);
    if (place === undefined) throw new Error(`internal error: a model that was never listed: ${id}`);
    return await this.#options.load(place, id, options);
  }

  async #pulled(): Promise<KnownModel[]> {
    const named = new Set(this.#named.map(({ model }) => model.place));
    const known: KnownModel[] = [];
    for (const model of await listCached(this.#options.settings)) {
      const facts = named.has(model.place) ? undefined : await this.#files.factsOf(model.place);
      if (facts !== undefined) known.push({ model, facts, isNamed: false });
    }
    return known;
  }
}
