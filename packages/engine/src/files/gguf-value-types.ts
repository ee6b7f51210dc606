/** A fixed-size number in GGUF metadata. @see gguf.md `gguf_metadata_value_type` */
export interface GgufNumberType {
  /** Type number in the file. */
  readonly id: number;
  readonly sizeBytes: number;
  /** 64-bit integers come as numbers where they are safe integers. */
  read(view: DataView, at: number): number | bigint;
  write(view: DataView, at: number, value: number | bigint): void;
  /** What an array of it is read into; a plain array where absent. */
  readonly typedArray?: typeof Int32Array | typeof Float32Array;
}

export type GgufNumberName = "u8" | "i8" | "u16" | "i16" | "u32" | "i32" | "u64" | "i64" | "f32" | "f64";

export const ggufNumberTypes: Readonly<Record<GgufNumberName, GgufNumberType>> = {
  u8: {
    id: 0,
    sizeBytes: 1,
    read: (view, at) => view.getUint8(at),
    write: (view, at, value) => view.setUint8(at, Number(value)),
    typedArray: Int32Array,
  },
  i8: {
    id: 1,
    sizeBytes: 1,
    read: (view, at) => view.getInt8(at),
    write: (view, at, value) => view.setInt8(at, Number(value)),
    typedArray: Int32Array,
  },
  u16: {
    id: 2,
    sizeBytes: 2,
    read: (view, at) => view.getUint16(at, true),
    write: (view, at, value) => view.setUint16(at, Number(value), true),
    typedArray: Int32Array,
  },
  i16: {
    id: 3,
    sizeBytes: 2,
    read: (view, at) => view.getInt16(at, true),
    write: (view, at, value) => view.setInt16(at, Number(value), true),
    typedArray: Int32Array,
  },
  u32: {
    id: 4,
    sizeBytes: 4,
    read: (view, at) => view.getUint32(at, true),
    write: (view, at, value) => view.setUint32(at, Number(value), true),
  },
  i32: {
    id: 5,
    sizeBytes: 4,
    read: (view, at) => view.getInt32(at, true),
    write: (view, at, value) => view.setInt32(at, Number(value), true),
    typedArray: Int32Array,
  },
  f32: {
    id: 6,
    sizeBytes: 4,
    read: (view, at) => view.getFloat32(at, true),
    write: (view, at, value) => view.setFloat32(at, Number(value), true),
    typedArray: Float32Array,
  },
  u64: {
    id: 10,
    sizeBytes: 8,
    read: (view, at) => safeNumber(view.getBigUint64(at, true)),
    write: (view, at, value) => view.setBigUint64(at, BigInt(value), true),
  },
  i64: {
    id: 11,
    sizeBytes: 8,
    read: (view, at) => safeNumber(view.getBigInt64(at, true)),
    write: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  },
  f64: {
    id: 12,
    sizeBytes: 8,
    read: (view, at) => view.getFloat64(at, true),
    write: (view, at, value) => view.setFloat64(at, Number(value), true),
  },
};

/** Type numbers of the other values: one byte 0 or 1; length and UTF-8 bytes; element type, count and elements. */
export const GGUF_BOOL = 7;
export const GGUF_STRING = 8;
export const GGUF_ARRAY = 9;

const numberTypesById: ReadonlyMap<number, GgufNumberType> = new Map(
  Object.values(ggufNumberTypes).map((type) => [type.id, type]),
);

/** The number type with that type number in the file; undefined for other values and for unknown types. */
export function numberTypeOf(id: number): GgufNumberType | undefined {
  return numberTypesById.get(id);
}

function safeNumber(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
