import { expect, test } from 'vitest';
import { unseenSigns } from '../../src/harvest/unseenSigns.ts';

test('signs that are not seen or look like others are named with their numbers, three at most', () => {
  expect(unseenSigns('NI\u00a0118')).toBe('a no-break space (U+00A0)');
  expect(unseenSigns('\u00adNI \u00ad118\r')).toBe('a soft hyphen (U+00AD) and a carriage return (U+000D)');
  expect(unseenSigns('\u0007\u2011\u2003\u202e\u200d')).toBe('a control character (U+0007), a hyphen or minus that is not the plain one (U+2011), a space that is not the plain one (U+2003) and 2 more such signs');
});

test('what can be seen is not named, in whatever script', () => {
  for (const plain of ['', 'NI 118', 'Éducation – “naïve”', 'تعليم', '\u{20bb7}🙂', '\ufffd']) expect(unseenSigns(plain), plain).toBe('');
});
