/**
 * Two independent 32-bit hashes of a text, the same everywhere: MurmurHash3's mixing over UTF-16 units. For sketches, never for secrets.
 *
 * @returns unsigned integers below 2³²
 * @see Appleby, MurmurHash3 (2011), finaliser `fmix32`
 */
export function textHash(text: string): readonly [number, number] {
  let [one, other] = [0x9747b28c, 0x3c6ef372];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    one = Math.imul(rotateLeft(one ^ Math.imul(rotateLeft(Math.imul(unit, 0xcc9e2d51), 15), 0x1b873593), 13), 5) + 0xe6546b64;
    other = Math.imul(rotateLeft(other ^ Math.imul(rotateLeft(Math.imul(unit, 0x239b961b), 16), 0x38b34ae5), 15), 5) + 0x561ccd1b;
  }
  return [finalise(one ^ text.length), finalise(other ^ Math.imul(text.length, 0x85ebca6b))];
}

function finalise(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
