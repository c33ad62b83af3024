/** Text as XML can hold it; characters it cannot are left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function xmlPart(content: string): Uint8Array {
  return new TextEncoder().encode(declaration + content);
}
