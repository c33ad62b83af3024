import type { Block, Column, Paper, Table } from '../../commissioning/paper/Paper.ts';
import { paperStyles } from './paperStyles.ts';

/** One document that needs nothing else: no script, no address it loads from. It reads on a screen, and prints to A4 with page numbers. */
export function paperAsHtml(paper: Paper): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="dcterms.date" content="${escaped(paper.asAt)}">
<title>${escaped(paper.title)}</title>
<style>
${paperStyles(paper)}
</style>
</head>
<body>
<main>
${paper.marking === null ? '' : `<p class="marking">${escaped(paper.marking)}</p>\n`}<h1>${escaped(paper.title)}</h1>
${paper.blocks.map(blockAsHtml).join('\n')}
</main>
</body>
</html>
`;
}

function blockAsHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}>${labelled(block.label, block.text)}</h${block.level + 1}>`;
    case 'paragraph':
      return `<p class="${block.label === null ? 'lead-in' : 'numbered'}">${labelled(block.label, block.text)}</p>`;
    case 'bullets':
      return `<ul>\n${block.items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return tableAsHtml(block);
    case 'page-break':
      return '<hr>';
  }
}

function labelled(label: string | null, text: string): string {
  return label === null ? escaped(text) : `<span class="label">${escaped(label)}</span> ${escaped(text)}`;
}

/** A table wider than the screen scrolls by itself, and by the keyboard too. */
function tableAsHtml({ label, caption, columns, rows, notes }: Table): string {
  const id = label.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const widths = widthsOf(columns).map((width) => `<col style="width: ${width}%">`);
  return `<div class="table" role="group" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}">${escaped(`${label}: ${caption}`)}</caption>
<colgroup>${widths.join('')}</colgroup>
<thead>
<tr>${columns.map(({ text, isNumber }) => `<th scope="col"${numeric(isNumber)}>${escaped(text)}</th>`).join('')}</tr>
</thead>
<tbody>
${rows.map((row) => rowAsHtml(row, columns)).join('\n')}
</tbody>
</table>
</div>
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('\n')}`;
}

function rowAsHtml(row: readonly string[], columns: readonly Column[]): string {
  const cells = row.map((cell, index) => (index === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td${numeric(columns[index]!.isNumber)}>${escaped(cell)}</td>`));
  return `<tr>${cells.join('')}</tr>`;
}

function numeric(isNumber: boolean): string {
  return isNumber ? ' class="number"' : '';
}

function widthsOf(columns: readonly Column[]): number[] {
  const all = columns.reduce((sum, { weight }) => sum + weight, 0);
  return columns.map(({ weight }) => Math.round((1000 * weight) / all) / 10);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
