import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { describe } from 'vitest';

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== undefined && existsSync(path));
const isSkipped = executablePath === undefined && process.env.REQUIRE_BROWSER !== '1';

/** `describe` for what only a browser can show: skipped, and said to be, where there is none and none is required. */
export const describeInBrowser = describe.skipIf(isSkipped);
if (isSkipped) console.log('The browser tests are skipped: no Chromium was found. Set CHROMIUM_PATH to one, or install the package chromium.');

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: ['--no-sandbox'] });
}
