import { ModelFormatError } from '../modelFormatError.ts';
import type { NpyType } from './npyType.ts';

/**
 * Reads the number at a byte of a view; half, single and double precision, whole numbers with and without sign, booleans.
 *
 * @throws ModelFormatError when the type is none of them; what is returned throws it for whole numbers that a double cannot hold
 */
export function numberReader(view: DataView, { letter, size, bigEndian }: NpyType): (place: number) => number {
  const little = !bigEndian;
  switch (`${letter}${size}`) {
    case 'b1':
      return (place) => (view.getUint8(place) === 0 ? 0 : 1);
    case 'i1':
      return (place) => view.getInt8(place);
    case 'i2':
      return (place) => view.getInt16(place, little);
    case 'i4':
      return (place) => view.getInt32(place, little);
    case 'i8':
      return (place) => wholeNumber(view.getInt32(place + (little ? 4 : 0), little), view.getUint32(place + (little ? 0 : 4), little));
    case 'u1':
      return (place) => view.getUint8(place);
    case 'u2':
      return (place) => view.getUint16(place, little);
    case 'u4':
      return (place) => view.getUint32(place, little);
    case 'u8':
      return (place) => wholeNumber(view.getUint32(place + (little ? 4 : 0), little), view.getUint32(place + (little ? 0 : 4), little));
    case 'f2':
      return (place) => halfPrecision(view.getUint16(place, little));
    case 'f4':
      return (place) => view.getFloat32(place, little);
    case 'f8':
      return (place) => view.getFloat64(place, little);
    default:
      throw new ModelFormatError(`expected numbers, got the type ${letter}${size}`);
  }
}

function wholeNumber(high: number, low: number): number {
  const value = high * 2 ** 32 + low;
  if (!Number.isSafeInteger(value)) throw new ModelFormatError(`whole numbers beyond 2^53 cannot be read exactly, got about ${value}`);
  return value;
}

/** IEEE 754 binary16. */
function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
