// Prints "N passed, N failed" from vitest's JSON report, and exits 1 when a test failed or none ran.
// @ts-check
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, failed } = countTests(readReport(process.argv[2] ?? ''));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/**
 * A file that failed without a failed test (it could not be loaded, for instance) counts as one failure.
 * @param {{ testResults: FileResult[] }} report
 */
export function countTests({ testResults }) {
  const statuses = testResults.flatMap((file) => {
    const own = file.assertionResults.map(({ status }) => status);
    return file.status === 'failed' && !own.includes('failed') ? [...own, 'failed'] : own;
  });
  return { passed: statuses.filter((status) => status === 'passed').length, failed: statuses.filter((status) => status === 'failed').length };
}

/** An empty report when vitest wrote none. @param {string} file */
function readReport(file) {
  try {
    /** @type {{ testResults: FileResult[] }} */
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return report;
  } catch {
    return { testResults: [] };
  }
}
