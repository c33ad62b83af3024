import { html, type Html } from './html.ts';

/** Which region a page is about. With `all`, none need be chosen. */
export function regionChoice(regions: readonly { readonly code: string; readonly name: string }[], chosen: string | undefined, { all = false } = {}): Html {
  return choice({ id: 'region', label: 'Region', all, options: regions.map(({ code, name }) => [code, name]), chosen });
}

/** Which theme a page is about, or all. */
export function themeChoice(themes: readonly { readonly code: string; readonly label: string }[], chosen: string | undefined): Html {
  return choice({ id: 'themes', label: 'Theme', all: true, options: themes.map(({ code, label }) => [code, label]), chosen });
}

function choice({ id, label, all, options, chosen }: { id: string; label: string; all: boolean; options: readonly (readonly [string, string])[]; chosen: string | undefined }): Html {
  return html`<div class="govuk-form-group">
      <label class="govuk-label" for="${id}">${label}</label>
      <select class="govuk-select" id="${id}" name="${id}">${all && html`<option value="">All</option>`}${options.map(([code, name]) => html`<option value="${code}"${code === chosen && html` selected`}>${name}</option>`)}</select>
    </div>`;
}
