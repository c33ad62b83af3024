import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { findNpm } from '../../scripts/launch/install.mjs';
import { newPlace } from '../support/database.ts';
import { startHub } from '../support/startHub.ts';

const question = JSON.stringify({ query: '{ overlaps(first: 2) { totalCount nodes { title members(first: 5) { nodes { priority { title } } } } } }' });

interface Call {
  /** Undefined where the connection was refused, or ended before anything of an answer came. */
  status?: number;
  isWhole?: boolean;
  problem?: string;
}

/** Asks once over a connection that is kept, and says what came of it. */
function ask(address: string, agent: Agent): Promise<Call> {
  return new Promise((resolve) => {
    const call = request(`${address}graphql`, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(question) } }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('close', () => resolve({ status: response.statusCode!, isWhole: response.complete && isAnswer(text) }));
    });
    call.on('error', (error: NodeJS.ErrnoException) => resolve({ problem: error.code ?? error.message }));
    call.end(question);
  });
}

function isAnswer(text: string): boolean {
  return (JSON.parse(text) as { data?: { overlaps?: { nodes?: unknown[] } } }).data?.overlaps?.nodes !== undefined;
}

test('told to stop under load, the hub says that it is not ready, fails nobody who heeds that, and leaves no answer half given', { timeout: 120_000 }, async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await startHub({ ...place.settings, STOP_DELAY_MS: '3000', RATE_PER_MINUTE: 'off' });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  onTestFinished(() => agent.destroy());

  let isReady = true;
  let isGone = false;
  const [balanced, stubborn]: [Call[], Call[]] = [[], []];
  const callUntil = async (calls: Call[], isOver: () => boolean): Promise<void> => {
    while (!isOver()) calls.push(await ask(hub.address, agent));
  };
  const callers = [
    // As a load balancer does it: no more is sent to a hub that is not ready.
    ...Array.from({ length: 8 }, () => callUntil(balanced, () => !isReady)),
    // And some that ask until nobody is there.
    ...Array.from({ length: 8 }, () => callUntil(stubborn, () => isGone || stubborn.at(-1)?.problem === 'ECONNREFUSED')),
  ];
  const readiness = async (): Promise<number> => (await fetch(`${hub.address}health/ready`)).status;
  while (balanced.length < 50) expect(await readiness()).toBe(200);

  const stopped = hub.stop('SIGTERM').finally(() => (isGone = true));
  const before = stubborn.length;
  while ((await readiness()) === 200);
  isReady = false;
  expect(await stopped).toBe(0);
  await Promise.all(callers);

  expect(balanced.filter(({ status, isWhole }) => status !== 200 || !isWhole)).toEqual([]);
  expect(stubborn.filter(({ status, isWhole }) => status !== undefined && (status !== 200 || !isWhole))).toEqual([]);
  expect(stubborn.filter(({ status }) => status === 200).length).toBeGreaterThan(before);
  // Whoever had been connected was answered, and those who came later found nobody: all but one at the most, who came in that very instant.
  const problems = stubborn.flatMap(({ problem }) => problem ?? []);
  expect(problems).toContain('ECONNREFUSED');
  const others = problems.filter((problem) => problem !== 'ECONNREFUSED');
  expect(others.length).toBeLessThan(2);
  for (const problem of others) expect(problem).toBe('ECONNRESET');
});

test('a connection that a browser opened ahead, and never used, does not hold the hub up', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await startHub({ ...place.settings, STOP_TIMEOUT_MS: '600000', CALLER_TIMEOUT_MS: '600000' });
  const { hostname, port } = new URL(hub.address);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  // Longer than the test may take, should the hub wait for the connection to say something.
  expect(await hub.stop()).toBe(0);
});

test('a hub that logs says what it was told to stop by, and in how many seconds it stopped', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await startHub({ ...place.settings, SEEDS: 'none', LOG_LEVEL: 'info', STOP_DELAY_MS: '300' });
  expect(await hub.stop('SIGINT')).toBe(0);
  const logged = hub.said().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { msg: string; signal?: string; seconds?: number });
  const [told, stopped] = logged.slice(-2);
  expect(told).toMatchObject({ msg: 'the hub was told to stop', signal: 'SIGINT' });
  expect(stopped).toMatchObject({ msg: 'the hub stopped', signal: 'SIGINT' });
  expect(stopped!.seconds).toBeGreaterThanOrEqual(0.3);
});

test.skipIf(process.platform === 'win32').each([
  ['npm', 'SIGTERM', 'stop'],
  ['each of its processes', 'SIGTERM', 'stopAll'],
  ['each of its processes', 'SIGINT', 'stopAll'],
] as const)('a hub begun by npm start stops in order when %s is told by %s, and npm waits for it', async (_, signal, how) => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const npm = findNpm();
  const hub = await startHub({ ...place.settings, SEEDS: 'none', LOG_LEVEL: 'info', STOP_DELAY_MS: '3000' }, [npm.command, ...npm.args, 'start']);
  const stopped = hub[how](signal);
  // Longer than it takes the launcher to see that npm is gone, and to look again.
  await wait(2_000);
  expect((await fetch(`${hub.address}health/live`)).status).toBe(200);
  // The first process of a container must not end before the hub: all else would be killed with it.
  expect(await stopped).toBe(0);
  expect(hub.said()).toContain('"msg":"the hub stopped"');
});

test('the same signal within a moment is the same stop; after that it ends the hub at once', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await startHub({ ...place.settings, SEEDS: 'none', STOP_DELAY_MS: '600000' });
  const ended = hub.stop();
  await wait(300);
  void hub.stop();
  await wait(1_200);
  expect((await fetch(`${hub.address}health/live`)).status).toBe(200);
  void hub.stop();
  expect(await ended).toBe(null);
});
