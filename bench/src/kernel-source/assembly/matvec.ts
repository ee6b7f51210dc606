// AssemblyScript. The layout is described in ../layout.ts.

function dot(x: v128, w: v128, sum: v128): v128 {
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(x, w, sum);
}

function halves(address: usize): v128 {
  return v128.and(i32x4.shl(v128.load_ext<i16>(address), 13), i32x4.splat(0x8fffe000));
}

export function matvecQ8(w: usize, x0: usize, y: usize, groups: i32, blocks: i32): void {
  for (let group = 0; group < groups; group++) {
    let sum0 = f32x4.splat(0);
    let sum1 = f32x4.splat(0);
    let x = x0;
    for (let block = 0; block < blocks; block++) {
      let products0 = v128.load_splat<i32>(x, 36);
      let products1 = products0;
      for (let step: usize = 0; step < 8; step++) {
        const levels = v128.load_splat<i32>(x + 4 * step);
        products0 = dot(levels, v128.load(w + 32 * step), products0);
        products1 = dot(levels, v128.load(w + 32 * step, 16), products1);
      }
      const scale = v128.load_splat<f32>(x, 32);
      sum0 = f32x4.relaxed_madd(f32x4.convert_i32x4_s(products0), f32x4.mul(halves(w + 256), scale), sum0);
      sum1 = f32x4.relaxed_madd(f32x4.convert_i32x4_s(products1), f32x4.mul(halves(w + 264), scale), sum1);
      w += 272;
      x += 48;
    }
    v128.store(y, sum0);
    v128.store(y, sum1, 16);
    y += 32;
  }
}

export function matvecQ4(w: usize, x0: usize, y: usize, groups: i32, blocks: i32): void {
  const low = i8x16.splat(15);
  for (let group = 0; group < groups; group++) {
    let sum0 = f32x4.splat(0);
    let sum1 = f32x4.splat(0);
    let x = x0;
    for (let block = 0; block < blocks; block++) {
      let products0 = v128.load_splat<i32>(x, 36);
      let products1 = products0;
      for (let step: usize = 0; step < 4; step++) {
        const first = v128.load_splat<i32>(x + 4 * step);
        const second = v128.load_splat<i32>(x + 4 * step, 16);
        const bytes0 = v128.load(w + 32 * step);
        const bytes1 = v128.load(w + 32 * step, 16);
        products0 = dot(first, v128.and(bytes0, low), products0);
        products1 = dot(first, v128.and(bytes1, low), products1);
        products0 = dot(second, i8x16.shr_u(bytes0, 4), products0);
        products1 = dot(second, i8x16.shr_u(bytes1, 4), products1);
      }
      const scale = v128.load_splat<f32>(x, 32);
      sum0 = f32x4.relaxed_madd(f32x4.convert_i32x4_s(products0), f32x4.mul(halves(w + 128), scale), sum0);
      sum1 = f32x4.relaxed_madd(f32x4.convert_i32x4_s(products1), f32x4.mul(halves(w + 136), scale), sum1);
      w += 144;
      x += 48;
    }
    v128.store(y, sum0);
    v128.store(y, sum1, 16);
    y += 32;
  }
}
