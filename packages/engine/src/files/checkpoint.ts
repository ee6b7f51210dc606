import { QwenError } from "../errors.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import type { PackedTexts } from "./packed-texts.ts";
import { quoted } from "./quoted.ts";
import type { ByteRange } from "./source.ts";

/** One named tensor in a file. Shapes are row-major, slowest dimension first (a linear weight is [out, in]), as on the hub. */
export interface TensorRecord {
  readonly name: string;
  readonly shape: readonly number[];
  /** The type's name as the file has it ("Q4_K", "BF16", "I64", …), known to this engine or not. */
  readonly formatId: string;
  /** Absent when this engine cannot compute with the type: the file can be inspected, the tensor not loaded. */
  readonly format?: QuantFormat;
  readonly data: ByteRange;
}

/**
 * The record's format, for whoever loads it.
 * @throws QwenError `model/unsupported-format`
 */
export function requireFormat(record: TensorRecord): QuantFormat {
  if (record.format) return record.format;
  throw new QwenError(
    "model/unsupported-format",
    `tensor ${quoted(record.name)} is of type ${record.formatId}, which this engine cannot compute with; ` +
      "take another quantisation of the model, such as Q4_K_M, Q8_0 or F16",
    { details: { tensor: record.name, format: record.formatId } },
  );
}

/**
 * A value in GGUF metadata. 64-bit integers are numbers where they are safe integers, otherwise bigints. Lists of strings
 * that are as long as vocabularies are packed.
 */
export type MetadataValue =
  | string
  | number
  | bigint
  | boolean
  | readonly MetadataValue[]
  | Int32Array
  | Float32Array
  | PackedTexts;

interface OpenCheckpoint {
  /** For messages and the model's default id: the file's or folder's base name without its ending. */
  readonly name: string;
  /** Tensors by the name they bear in the file. */
  readonly tensors: ReadonlyMap<string, TensorRecord>;
  /** Bytes of all files together. */
  readonly sizeBytes: number;
  close(): Promise<void>;
}

/** A GGUF file, or all parts of a split one. */
export interface GgufCheckpoint extends OpenCheckpoint {
  readonly container: "gguf";
  readonly version: number;
  readonly alignment: number;
  /** Key-value pairs of the (first) file, in file order. */
  readonly metadata: ReadonlyMap<string, MetadataValue>;
  /** Where each value stands in that file, beginning with its type. */
  readonly metadataBytes: ReadonlyMap<string, ByteRange>;
}

/** A folder in the hub's layout: config.json, one or several .safetensors, tokenizer.json, … */
export interface HubCheckpoint extends OpenCheckpoint {
  readonly container: "safetensors";
  /** config.json as it stands. */
  readonly config: Readonly<Record<string, unknown>>;
  /**
   * Parsed JSON of the files beside it; absent where the folder has none. The tokenizer may be vocab.json and merges.txt; the
   * `vocab` and `merges` of its `model` may be `PackedTexts`: tokens by id, and "left right".
   */
  readonly tokenizerJson?: Readonly<Record<string, unknown>>;
  readonly tokenizerConfig?: Readonly<Record<string, unknown>>;
  readonly generationConfig?: Readonly<Record<string, unknown>>;
  /** chat_template.jinja, or `chat_template` of chat_template.json or tokenizer_config.json. */
  readonly chatTemplate?: string;
  /** Whether its output matrix is another one than its embedding, whatever config.json says. */
  readonly hasOwnOutput?: boolean;
  /** Of a model made to embed, as Sentence Transformers lays it out; absent in others' folders. */
  readonly sentenceTransformers?: SentenceTransformersFiles;
}

/** What lies beside a model that Sentence Transformers loads. */
export interface SentenceTransformersFiles {
  /** config_sentence_transformers.json */
  readonly config?: Readonly<Record<string, unknown>>;
  /** 1_Pooling/config.json */
  readonly pooling?: Readonly<Record<string, unknown>>;
  /** Classes of the modules behind the decoder, in order: "Pooling", "Normalize", … */
  readonly modules: readonly string[];
}

export type Checkpoint = GgufCheckpoint | HubCheckpoint;
