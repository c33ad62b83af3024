import type { OneOverlapQuery } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { dayInWords } from './words.ts';
import { counted, listed } from '../words.ts';

type History = NonNullable<OneOverlapQuery['overlap']>['overTime'];
type Moment = History['moments'][number];

/** How an overlap grew or faded: in a sentence, as a line, and moment by moment. */
export function historySection(history: History, title: string): Html {
  const { moments, explanation, earlierMoments } = history;
  return html`<h2 class="govuk-heading-m" id="over-time">Over time</h2>
    <p class="govuk-body">${explanation}</p>
    ${moments.length > 1 && historyLine(moments, title)}
    ${moments.length > 0 &&
    html`<details class="govuk-details">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${counted(moments.length, 'moment')} at which something changed</span></summary>
      <div class="govuk-details__text">
        ${table({
          id: 'moments',
          caption: `${earlierMoments > 0 ? `The newest ${moments.length} moments` : 'Each moment'} at which a plan came into force or had ended, newest first`,
          head: [column('From', 'short'), numberColumn('With a document'), numberColumn('Sharing'), column('What changed')],
          rows: [...moments].reverse().map((moment) => row([rowHead(dayInWords(moment.day)), numberCell(moment.documented), numberCell(moment.sharing.length), cell(changes(moment))])),
          isCompact: true,
        })}
      </div>
    </details>`}
    <p class="govuk-body-s hub-prose">“Took it up” and “dropped it” are said only of an authority whose plan was followed by another of its kind, where the one without it is held whole. What the hub does not hold is never counted as dropped, and a line also rises where the hub holds more documents than before.</p>`;
}

function changes({ joined, left, firstSeen, lastSeen }: Moment): Content {
  const sentences = [
    [joined, 'took it up'],
    [left, 'dropped it'],
    [firstSeen, 'seen with it (before is not known)'],
    [lastSeen, 'not seen with it any more (a document ended)'],
  ] as const;
  const told = sentences.filter(([authorities]) => authorities.length > 0).map(([authorities, words]) => `${listed(authorities.map(({ name }) => name))}: ${words}.`);
  return told.length === 0 ? 'Documents changed; who shares it did not.' : told.map((sentence, index) => [index > 0 && html`<br />`, sentence]);
}

const [width, height, left, right, top, bottom] = [900, 190, 34, 150, 12, 26];

/** Two steps over the years: how many authorities had a document, and how many of them shared it. The table below says the same in words. */
function historyLine(moments: readonly Moment[], title: string): Html {
  const [first, last] = [timeOf(moments[0]!), timeOf(moments.at(-1)!)];
  const most = Math.max(1, ...moments.map(({ documented }) => documented));
  const x = (time: number): number => left + ((time - first) / Math.max(1, last - first)) * (width - left - right);
  const y = (count: number): number => height - bottom - (count / most) * (height - top - bottom);
  const steps = (countOf: (moment: Moment) => number): string => moments.map((moment, index) => `${index === 0 ? 'M' : 'H'}${x(timeOf(moment)).toFixed(1)}${index === 0 ? ' ' : 'V'}${y(countOf(moment)).toFixed(1)}`).join('');
  const end = moments.at(-1)!;
  const [documentedAt, sharingAt] = [y(end.documented), y(end.sharing.length)];
  return html`<div class="hub-scroll" role="region" aria-label="Authorities over time" tabindex="0"><svg class="hub-line" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="line-title">
    <title id="line-title">${title}: ${moments[0]!.sharing.length} of ${moments[0]!.documented} authorities with a document shared it on ${dayInWords(moments[0]!.day)}, ${end.sharing.length} of ${end.documented} on ${dayInWords(end.day)}.</title>
    <path class="hub-line__axis" d="M${left} ${height - bottom}H${width - right}" />
    ${yearsOf(moments).map((year) => html`<text class="hub-line__word" x="${x(Date.parse(`${year}-01-01`)).toFixed(1)}" y="${height - 7}" text-anchor="middle">${year}</text>`)}
    <text class="hub-line__word" x="${left - 6}" y="${y(0) + 4}" text-anchor="end">0</text>
    <text class="hub-line__word" x="${left - 6}" y="${y(most) + 5}" text-anchor="end">${most}</text>
    <path class="hub-line__documented" d="${steps(({ documented }) => documented)}" />
    <path class="hub-line__sharing" d="${steps(({ sharing }) => sharing.length)}" />
    <text class="hub-line__word" x="${width - right + 8}" y="${Math.min(documentedAt, sharingAt - 16) + 5}">with a document</text>
    <text class="hub-line__word hub-line__word--sharing" x="${width - right + 8}" y="${sharingAt + 5}">sharing it</text>
  </svg></div>`;
}

function timeOf({ day }: Moment): number {
  return Date.parse(day);
}

/** Years to write below, at most about eight. */
function yearsOf(moments: readonly Moment[]): number[] {
  const [from, to] = [Number(moments[0]!.day.slice(0, 4)), Number(moments.at(-1)!.day.slice(0, 4))];
  const step = Math.max(1, Math.ceil((to - from) / 8));
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}
