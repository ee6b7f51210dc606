import { QwenError } from "../errors.ts";
import { type Checkpoint, requireFormat, type TensorRecord } from "../files/checkpoint.ts";
import { quoted } from "../files/quoted.ts";
import type { ByteRange } from "../files/source.ts";
import { elementBytesOf, transposedSource } from "../files/transposed-source.ts";
import type { WeightRequest } from "../kernels/backend.ts";
import { sizeOfShape } from "../kernels/op-shapes.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import type { TensorForm, TensorPiece, WeightSpec } from "./define-model.ts";
import { hubName } from "./hub-names.ts";
import { checkScales, scaleName } from "./tensor-scales.ts";

/** Finds the weights of a model in a checkpoint, in whichever form it has them. */
export class WeightFinder {
  /** Names of the tensors that were asked for. */
  readonly used = new Set<string>();
  readonly #checkpoint: Checkpoint;
  readonly #nameInFile: (name: string) => string;

  constructor(checkpoint: Checkpoint, numHiddenLayers: number) {
    this.#checkpoint = checkpoint;
    this.#nameInFile = checkpoint.container === "gguf" ? (name) => name : hubName(checkpoint.tensors, numHiddenLayers);
  }

  /** @throws QwenError `model/missing-tensor`, `model/bad-shape`, `model/unsupported-format`, `model/mixed-formats` */
  request(spec: WeightSpec): WeightRequest {
    const isGguf = this.#checkpoint.container === "gguf";
    const form = this.#formOf(spec);
    if (!form) throw this.#missing(spec);
    const parts = form.map((piece) => this.#part(piece));
    const [{ format }] = parts;
    const other = parts.find((part) => part.format !== format);
    if (other) throw mixed(spec, format.id, other.format.id);
    const map = isGguf ? undefined : spec.hubMap;
    const data = parts.flatMap(({ ranges }) => ranges);
    const scales = isGguf ? this.#scales(spec, form[0].name, format) : undefined;
    const extras = { ...(map && { map }), ...(scales && { scales }) };
    return { name: spec.name, shape: spec.shape, kind: spec.kind, format, data, ...extras };
  }

  /** Whether the checkpoint has the weight in any form. */
  has(spec: WeightSpec): boolean {
    return this.#formOf(spec) !== undefined;
  }

  #formOf({ name, ggufName, shape, ggufForms = [], hubForms = [] }: WeightSpec): TensorForm | undefined {
    const isGguf = this.#checkpoint.container === "gguf";
    const usual: TensorForm = [{ name: isGguf ? ggufName : name, shape }];
    const forms = [usual, ...(isGguf ? ggufForms : hubForms)];
    const present = forms.filter((pieces) => pieces.every((piece) => this.#find(piece.name)));
    const fits = (piece: TensorPiece) => isShape(this.#find(piece.name)!, piece.shape);
    return present.find((pieces) => pieces.every(fits)) ?? present[0];
  }

  #scales({ kind, shape }: WeightSpec, tensorName: string, format: QuantFormat): ByteRange | undefined {
    const name = scaleName(tensorName);
    const record = name && kind !== "vector" ? this.#find(name) : undefined;
    if (!record) return undefined;
    this.used.add(record.name);
    checkScales(record, sizeOfShape(shape.slice(0, -2)), format);
    return record.data;
  }

  #find(name: string): TensorRecord | undefined {
    return this.#checkpoint.tensors.get(this.#nameInFile(name));
  }

  #part(piece: TensorPiece): { readonly format: WeightRequest["format"]; readonly ranges: ByteRange[] } {
    const record = this.#find(piece.name)!;
    this.used.add(record.name);
    checkShape(record, piece.shape);
    const format = requireFormat(record);
    const whole = piece.transposed ? transposed(record) : record.data;
    if (!piece.rows) return { format, ranges: [whole] };
    const rowBytes = record.data.length / (sizeOfShape(record.shape) / rowLength(piece));
    const range = ([begin, end]: readonly [number, number]): ByteRange => ({
      source: whole.source,
      offset: whole.offset + begin * rowBytes,
      length: (end - begin) * rowBytes,
    });
    return { format, ranges: piece.rows.map(range) };
  }

  #missing({ name, ggufName, shape }: WeightSpec): QwenError {
    const nameInFile = this.#checkpoint.container === "gguf" ? ggufName : this.#nameInFile(name);
    return new QwenError(
      "model/missing-tensor",
      `${this.#checkpoint.name} has no tensor ${nameInFile} [${shape.join(", ")}], which the architecture needs: the file is incomplete or made for another model`,
      { details: { tensor: nameInFile, shape } },
    );
  }
}

/** Lengths of one do not count: [C, 1, 4] on the hub is [C, 4] in GGUF files. */
function isShape({ shape }: TensorRecord, expected: readonly number[]): boolean {
  const essential = (lengths: readonly number[]) => lengths.filter((length) => length !== 1).join();
  return essential(shape) === essential(expected);
}

function checkShape(record: TensorRecord, expected: readonly number[]): void {
  if (isShape(record, expected)) return;
  const { name, shape } = record;
  throw new QwenError(
    "model/bad-shape",
    `tensor ${quoted(name)} is [${shape.join(", ")}]; the configuration asks for [${expected.join(", ")}]`,
    { details: { tensor: name, expected, found: shape } },
  );
}

const rowLength = ({ shape, transposed }: TensorPiece): number => shape.at(transposed ? -2 : -1) ?? 1;

function transposed(record: TensorRecord): ByteRange {
  const { source, offset, length } = record.data;
  const { blockLength, blockBytes } = requireFormat(record);
  const [rows, columns] = record.shape.slice(-2);
  const count = sizeOfShape(record.shape.slice(0, -2));
  const elementBytes = elementBytesOf(blockLength, blockBytes);
  return { source: transposedSource(source, { offset, count, rows, columns, elementBytes }), offset: 0, length };
}

function mixed({ name }: WeightSpec, format: string, other: string): QwenError {
  return new QwenError(
    "model/mixed-formats",
    `the tensors that make up ${name} are of types ${format} and ${other}; expected one type for all of them`,
    { details: { tensor: name, formats: [format, other] } },
  );
}
