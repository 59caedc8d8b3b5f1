import { ModelFormatError } from '../../modelFormatError.ts';
import { type ElementType, type NumberTensor, type Tensor, zeros } from '../tensor.ts';

/** The elements as another type: truncated to whole numbers, numbers read from texts, texts as the runtime of ONNX prints numbers. */
export function castTensor(tensor: Tensor | undefined, type: ElementType, where: string): Tensor {
  if (tensor === undefined) throw new ModelFormatError(`${where}: expected an input`);
  if (tensor.type === type) return tensor;
  if (type === 'string') {
    const data = tensor.type === 'string' ? tensor.data : Array.from(tensor.data, (value) => numberText(value, tensor.type));
    return { type, shape: tensor.shape, data };
  }
  const result = zeros(type, tensor.shape);
  if (tensor.type === 'string') {
    for (let at = 0; at < result.data.length; at++) result.data[at] = convert(textNumber(tensor.data[at] as string, where), type);
    return result;
  }
  if (type === 'float' || type === 'double') result.data.set(tensor.data);
  else for (let at = 0; at < result.data.length; at++) result.data[at] = convert(tensor.data[at] as number, type);
  return result;
}

const bits: Readonly<Partial<Record<NumberTensor['type'], number>>> = { uint8: 8, int8: 8, uint16: 16, int16: 16, int32: 32, uint32: 32 };

function convert(value: number, type: NumberTensor['type']): number {
  if (type === 'float' || type === 'double') return value;
  if (type === 'bool') return value === 0 ? 0 : 1;
  const whole = Math.trunc(value) + 0;
  const size = bits[type];
  if (size === undefined || Number.isNaN(whole)) return Number.isNaN(whole) ? 0 : whole;
  const range = 2 ** size;
  const wrapped = ((whole % range) + range) % range;
  return type.startsWith('u') || wrapped < range / 2 ? wrapped : wrapped - range;
}

function textNumber(text: string, where: string): number {
  const trimmed = text.trim();
  if (/^[+-]?nan$/i.test(trimmed)) return Number.NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(trimmed);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = trimmed === '' ? Number.NaN : Number(trimmed);
  if (Number.isNaN(value)) throw new ModelFormatError(`${where}: expected a number as text, got ${JSON.stringify(text.slice(0, 40))}`);
  return value;
}

/** As printf's %.8g (floats) and %.17g (doubles). */
function numberText(value: number, type: NumberTensor['type']): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-INF' : 'INF';
  if (type !== 'float' && type !== 'double') return String(value);
  const precise = value.toPrecision(type === 'float' ? 8 : 17);
  const [digits = '', exponent] = precise.split('e');
  const short = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  if (exponent === undefined) return Math.abs(value) < 1e-4 && value !== 0 ? small(value, type) : short;
  return `${short}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

/** printf changes to an exponent below 1e-4, JavaScript below 1e-6. */
function small(value: number, type: NumberTensor['type']): string {
  const [digits = '', exponent = '-0'] = value.toExponential(type === 'float' ? 7 : 16).split('e');
  return `${digits.replace(/\.?0+$/, '')}e-${exponent.slice(1).padStart(2, '0')}`;
}
