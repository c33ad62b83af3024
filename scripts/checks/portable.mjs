// Keeps paths of one machine and names of package registries out of what is committed: a clone must work anywhere.
// Run as a program it looks at this project, or at the folder it is given.
// @ts-check
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFiles } from './project-files.mjs';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = path.resolve(process.argv[2] ?? '.');
  const traces = tracesOf({ root, home: os.homedir(), registry: process.env['npm_config_registry'] });
  const faults = projectFiles(root).flatMap((file) => findMachineTraces(file, readFileSync(path.join(root, file), 'utf8'), traces));
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

/**
 * What would betray this machine, beside what would betray any.
 * @param {{ root: string, home: string, registry?: string | undefined }} machine
 * @returns {RegExp[]}
 */
export function tracesOf({ root, home, registry }) {
  const folders = [root, home].filter((folder) => folder.split(/[/\\]/).length > 2).map((folder) => startingAt(escape(folder)));
  const host = registry && URL.canParse(registry) ? [startingAt(escape(new URL(registry).host))] : [];
  return [
    ...folders,
    ...host,
    startingAt(String.raw`/(?:home|Users)/[a-z][\w.-]*/`),
    startingAt(String.raw`/root/[\w.-]`),
    startingAt(String.raw`[A-Z]:\\{1,2}Users\\`),
    startingAt(String.raw`registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)`),
    /"resolved": *"[a-z+]+:/,
  ];
}

/**
 * @param {string} file @param {string} text @param {RegExp[]} traces
 * @returns {string[]} one sentence a line that has a trace
 */
export function findMachineTraces(file, text, traces) {
  if (text.includes('\0')) return [];
  return text.split('\n').flatMap((line, index) => {
    const found = traces.map((trace) => trace.exec(line)?.[0]).find(Boolean);
    return found ? [`${file}:${index + 1}: "${found}" is of one machine or one package registry, and means nothing elsewhere.`] : [];
  });
}

/** Not in the middle of a longer path or address, where it is something else. @param {string} pattern */
function startingAt(pattern) {
  return new RegExp(String.raw`(?<![\w.-])${pattern}`);
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
