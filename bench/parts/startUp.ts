import { whole, type Figure, type Part } from '../figure.ts';
import { runHub, serveBuiltHub } from '../builtHub.ts';

/** From the command to the address: the first time, with every seed to read, and the next. */
export const startUp: Part = {
  name: 'start',
  title: 'Start-up of the built hub',
  async measure({ newFolder }) {
    const folder = newFolder();
    const first = await startOnce(folder);
    const second = await startOnce(folder);
    const nothing = await runHub(folder, ['--help']);
    return [
      { what: 'first start, with the seeds to read', value: `${first.seconds.toFixed(1)} s, ${whole(first.peakMiB)} MiB` },
      { what: 'second start', value: `${second.seconds.toFixed(1)} s, ${whole(second.peakMiB)} MiB`, beside: `${nothing.seconds.toFixed(1)} s to print its help` },
    ] satisfies Figure[];
  },
};

async function startOnce(folder: string): Promise<{ seconds: number; peakMiB: number }> {
  const hub = await serveBuiltHub(folder);
  const { peakMiB } = await hub.stop();
  return { seconds: hub.secondsToAddress, peakMiB };
}
