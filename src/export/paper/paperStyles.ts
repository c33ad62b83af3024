import type { Paper } from '../../commissioning/paper/Paper.ts';

/** Black on white throughout, so that nothing is lost on a printer without colours. The margins of each page carry what the page is of. */
export function paperStyles({ reference, marking }: Paper): string {
  return `@page {
  size: A4;
  margin: 22mm 20mm;
  font-family: Arial, "Helvetica Neue", Helvetica, "Liberation Sans", sans-serif;
  font-size: 9pt;
${marking === null ? '' : `  @top-center { content: ${cssText(marking)}; font-size: 9pt; font-weight: bold; }\n`}  @bottom-left { content: ${cssText(reference)}; font-size: 9pt; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 9pt; }
}
html { background: #fff; color: #000; font: 100%/1.5 Arial, "Helvetica Neue", Helvetica, "Liberation Sans", sans-serif; }
body { margin: 0; }
main { max-width: 48rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1.5rem; }
h2 { font-size: 1.375rem; line-height: 1.25; margin: 2.25rem 0 0.75rem; padding-top: 0.5rem; border-top: 2px solid #000; }
h3 { font-size: 1.0625rem; line-height: 1.3; margin: 1.5rem 0 0.5rem; }
h2 .label { margin-right: 0.5rem; }
p { margin: 0 0 0.75rem; }
.numbered { position: relative; padding-left: 3.25rem; }
.numbered .label { position: absolute; left: 0; }
.marking { border: 2px solid #000; padding: 0.5rem 0.75rem; font-weight: bold; }
.note { font-size: 0.8125rem; margin: 0 0 0.25rem; }
ul { margin: 0 0 0.75rem; padding-left: 4.5rem; }
li { margin-bottom: 0.25rem; }
hr { border: 0; border-top: 2px solid #000; margin: 3rem 0 0; }
hr + h2 { border-top: 0; margin-top: 1rem; }
.table { overflow-x: auto; margin: 1rem 0 0.5rem; }
.table:focus-visible { outline: 3px solid #000; outline-offset: 2px; }
table { width: 100%; min-width: 40rem; table-layout: fixed; border-collapse: collapse; font-size: 0.875rem; line-height: 1.35; }
caption { text-align: left; font-weight: bold; padding-bottom: 0.375rem; }
th, td { border: 1px solid #000; padding: 0.3125rem 0.4375rem; text-align: left; vertical-align: top; }
thead th { background: #e8e8e8; }
tbody th { font-weight: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
@media print {
  html { font-size: 11pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  h1, h2, h3, caption, .lead-in { break-after: avoid; }
  .numbered, li { orphans: 3; widows: 3; }
  .table { overflow: visible; }
  table { min-width: 0; font-size: 9pt; }
  thead { display: table-header-group; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  tr { break-inside: avoid; }
  .note { font-size: 8.5pt; break-before: avoid; }
  hr { border: 0; margin: 0; break-after: page; }
}`;
}

/** A string of a style sheet that can end neither itself nor the sheet: every sign in it but letters, digits and spaces is written by its number, and the space after a number is its end. */
function cssText(text: string): string {
  const written = [...text].map((sign) => (/[A-Za-z0-9 ]/.test(sign) ? sign : `\\${sign.codePointAt(0)!.toString(16)} `));
  return `"${written.join('')}"`;
}
