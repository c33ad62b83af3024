// @ts-check

/**
 * The data that a GraphQL service answers over HTTP; any error in the answer is thrown.
 * @param {string} url @param {string} query
 * @returns {Promise<any>}
 */
export async function askGraphql(url, query) {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`${url} answered ${response.status} with errors to ${query}\n${JSON.stringify(errors, null, 2)}`);
  return data;
}
