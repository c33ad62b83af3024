import { html, type Html } from './html.ts';

/** Which region a page is about. With `all`, none need be chosen. */
export function regionChoice(regions: readonly { readonly code: string; readonly name: string }[], chosen: string | undefined, { all = false } = {}): Html {
  return choice({ id: 'region', label: 'Region', all, options: regions.map(({ code, name }) => [code, name]), chosen });
}

/** Which theme a page is about, or all of them, where it may be. */
export function themeChoice(themes: readonly { readonly code: string; readonly label: string }[], chosen: string | undefined, { all = true } = {}): Html {
  return choice({ id: 'themes', label: 'Theme', all, options: themes.map(({ code, label }) => [code, label]), chosen });
}

/** On which day a page looks, beside what it is about. */
export function dayForm(address: string, about: Readonly<Record<string, string | undefined>>, asAt: string | undefined): Html {
  const kept = Object.entries(about).filter(([, value]) => value !== undefined);
  return html`<form method="get" action="${address}" class="hub-question hub-no-print">
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <div class="govuk-form-group"><label class="govuk-label" for="asAt">As at (year-month-day)</label><input class="govuk-input govuk-input--width-10" id="asAt" name="asAt" value="${asAt}" /></div>
    <button class="govuk-button" type="submit">Show that day</button>
  </form>`;
}

function choice({ id, label, all, options, chosen }: { id: string; label: string; all: boolean; options: readonly (readonly [string, string])[]; chosen: string | undefined }): Html {
  return html`<div class="govuk-form-group">
      <label class="govuk-label" for="${id}">${label}</label>
      <select class="govuk-select" id="${id}" name="${id}">${all && html`<option value="">All</option>`}${options.map(([code, name]) => html`<option value="${code}"${code === chosen && html` selected`}>${name}</option>`)}</select>
    </div>`;
}
