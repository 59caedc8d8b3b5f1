import { styles } from './styles.ts';

type Theme = 'light' | 'dark';

/** Value of a custom property; the light one is declared first. */
function colour(name: string, theme: Theme): string {
  const found = [...styles.matchAll(new RegExp(`--${name}:(#[0-9a-f]{3,6})[;}]`, 'g'))].map(([, value]) => value);
  return found[theme === 'light' ? 0 : 1] ?? '';
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : (hex.slice(1).match(/../g) ?? []);
  const [r = 0, g = 0, b = 0] = digits.map((pair) => {
    const value = Number.parseInt(pair, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each([
    ['text', 'ground'],
    ['text', 'raised'],
    ['muted', 'ground'],
    ['muted', 'surface'],
    ['muted', 'raised'],
    ['drifted', 'surface'],
    ['drifted', 'raised'],
    ['drifted', 'drifted-fill'],
    ['stable', 'raised'],
    ['stable', 'stable-fill'],
    ['unknown', 'raised'],
    ['warning', 'surface'],
    ['warning', 'raised'],
    ['warning', 'warning-fill'],
    ['unknown', 'unknown-fill'],
  ])('%s on %s is readable (WCAG AA, 4.5 : 1)', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ['reference', 'surface'],
    ['reference', 'raised'],
    ['current', 'surface'],
    ['current', 'raised'],
    ['current', 'reference-fill'],
    ['current', 'ground'],
    ['drifted', 'ground'],
    ['warning', 'ground'],
  ])('the line of %s stands out on %s (WCAG AA, 3 : 1)', (line, ground) => {
    expect(contrast(colour(line, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

test('the style sheet loads nothing', () => {
  expect(styles).not.toMatch(/url\(|@import|@font-face|https?:/);
});

test('its braces are balanced', () => {
  expect(styles.split('{')).toHaveLength(styles.split('}').length);
});
