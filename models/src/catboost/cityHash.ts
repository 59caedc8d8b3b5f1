const [k0, k1, k2, k3] = [0xc3a5c85c97cb3127n, 0xb492b66fbe98f273n, 0x9ae16a3b2f90404fn, 0xc949d7c7509e6557n] as const;
const mask = (1n << 64n) - 1n;

/**
 * CityHash64 1.0.2, which CatBoost numbers categories by; later releases of CityHash give other numbers.
 *
 * @see Pike & Alakuijala, CityHash v1.0.2, city.cc
 */
export function cityHash(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length <= 16) return hashTo16(view);
  if (bytes.length <= 32) return hashTo32(view);
  return bytes.length <= 64 ? hashTo64(view) : hashLong(view);
}

function hashTo16(view: DataView): bigint {
  const length = view.byteLength;
  if (length > 8) {
    const end = fetch64(view, length - 8);
    return mix(fetch64(view, 0), rotate(end + BigInt(length), length)) ^ end;
  }
  if (length >= 4) return mix(BigInt(length) + (fetch32(view, 0) << 3n), fetch32(view, length - 4));
  if (length === 0) return k2;
  const y = view.getUint8(0) + (view.getUint8(length >> 1) << 8);
  const z = length + (view.getUint8(length - 1) << 2);
  return cut(shiftMix(cut(BigInt(y) * k2) ^ cut(BigInt(z) * k3)) * k2);
}

function hashTo32(view: DataView): bigint {
  const length = view.byteLength;
  const [a, b] = [cut(fetch64(view, 0) * k1), fetch64(view, 8)];
  const [c, d] = [cut(fetch64(view, length - 8) * k2), cut(fetch64(view, length - 16) * k0)];
  return mix(cut(rotate(a - b, 43) + rotate(c, 30) + d), cut(a + rotate(b ^ k3, 20) - c + BigInt(length)));
}

function hashTo64(view: DataView): bigint {
  const length = view.byteLength;
  const first = fetch64(view, 0) + (BigInt(length) + fetch64(view, length - 16)) * k0;
  const [vf, vs] = half(first, [fetch64(view, 24), fetch64(view, 8), fetch64(view, 16)]);
  const second = fetch64(view, 16) + fetch64(view, length - 32);
  const [wf, ws] = half(second, [fetch64(view, length - 8), fetch64(view, length - 24), fetch64(view, length - 16)]);
  const r = shiftMix(cut((vf + ws) * k2 + (wf + vs) * k0));
  return cut(shiftMix(cut(r * k0 + vs)) * k2);
}

function half(start: bigint, [z, next, last]: readonly [bigint, bigint, bigint]): [bigint, bigint] {
  let c = rotate(start, 37);
  const b = rotate(start + z, 52);
  const middle = start + next;
  c += rotate(middle, 7);
  const end = middle + last;
  return [cut(end + z), cut(b + rotate(end, 31) + c)];
}

function hashLong(view: DataView): bigint {
  const length = view.byteLength;
  let x = fetch64(view, 0);
  let y = fetch64(view, length - 16) ^ k1;
  let z = fetch64(view, length - 56) ^ k0;
  let v = weakHash(view, length - 64, [BigInt(length), y]);
  let w = weakHash(view, length - 32, [BigInt(length) * k1, k0]);
  z = cut(z + shiftMix(v[1]) * k1);
  x = cut(rotate(z + x, 39) * k1);
  y = cut(rotate(y, 33) * k1);
  for (let at = 0; at < ((length - 1) & ~63); at += 64) {
    x = cut(rotate(x + y + v[0] + fetch64(view, at + 16), 37) * k1) ^ w[1];
    y = cut(rotate(y + v[1] + fetch64(view, at + 48), 42) * k1) ^ v[0];
    z = rotate(z ^ w[0], 33);
    v = weakHash(view, at, [v[1] * k1, x + w[0]]);
    w = weakHash(view, at + 32, [z + w[1], y]);
    [z, x] = [x, z];
  }
  return mix(cut(mix(v[0], w[0]) + shiftMix(y) * k1 + z), cut(mix(v[1], w[1]) + x));
}

function weakHash(view: DataView, at: number, [seedA, seedB]: readonly [bigint, bigint]): [bigint, bigint] {
  const [w, x, y, z] = [fetch64(view, at), fetch64(view, at + 8), fetch64(view, at + 16), fetch64(view, at + 24)];
  const start = seedA + w;
  const sum = start + x + y;
  return [cut(sum + z), cut(rotate(seedB + start + z, 21) + rotate(sum, 44) + start)];
}

function mix(low: bigint, high: bigint): bigint {
  const factor = 0x9ddfea08eb382d69n;
  const a = shiftMix(cut((low ^ high) * factor));
  return cut(shiftMix(cut((high ^ a) * factor)) * factor);
}

function shiftMix(value: bigint): bigint {
  return value ^ (value >> 47n);
}

function rotate(value: bigint, by: number): bigint {
  const word = cut(value);
  return cut((word >> BigInt(by)) | (word << BigInt(64 - by)));
}

function fetch64(view: DataView, at: number): bigint {
  return view.getBigUint64(at, true);
}

function fetch32(view: DataView, at: number): bigint {
  return BigInt(view.getUint32(at, true));
}

function cut(value: bigint): bigint {
  return value & mask;
}
