import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../src/explorer/html.ts';
import { markedText } from '../../src/explorer/markedText.ts';

const shown = (text: string, parts: { from: number; to: number }[]): string => html`${markedText(text, parts)}`.text;

test('parts that overlap or touch are marked as one', () => {
  expect(shown('school attendance', [{ from: 7, to: 17 }, { from: 0, to: 6 }])).toBe('<mark>school</mark> <mark>attendance</mark>');
  expect(shown('school attendance', [{ from: 0, to: 9 }, { from: 7, to: 17 }, { from: 0, to: 6 }])).toBe('<mark>school attendance</mark>');
});

test('marking changes nothing of a text, whatever is marked, and every mark is closed', () => {
  const spans = fc.array(fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 })), { maxLength: 5 });
  fc.assert(
    fc.property(fc.string({ minLength: 31, maxLength: 40, unit: fc.constantFrom('a', 'b', ' ', '-') }), spans, (text, parts) => {
      const marked = shown(text, parts);
      expect(marked.replace(/<\/?mark>/g, '')).toBe(text);
      expect(marked).toMatch(/^([^<]*<mark>[^<]+<\/mark>)*[^<]*$/);
    }),
  );
});
