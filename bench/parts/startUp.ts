import { times, whole, type Figure, type Part } from '../figure.ts';
import { runHub, serveBuiltHub } from '../builtHub.ts';

/** From the command to the address: the first time, with every seed to read, and the next; and with twenty times as much to look through. */
export const startUp: Part = {
  name: 'start',
  title: 'Start-up of the built hub',
  async measure({ newFolder, manyfold, manyfoldFolder }) {
    const folder = newFolder();
    const first = await startOnce(folder);
    const second = await startOnce(folder);
    const withMore = await startOnce(await manyfoldFolder());
    const nothing = await runHub(folder, ['--help']);
    return [
      { what: 'first start, with the seeds to read', value: `${first.seconds.toFixed(1)} s, ${whole(first.peakMiB)} MiB` },
      { what: 'second start', value: `${second.seconds.toFixed(1)} s, ${whole(second.peakMiB)} MiB`, beside: `${nothing.seconds.toFixed(1)} s to print its help` },
      { what: `another start, with ${manyfold} × the seeds on top`, value: `${withMore.seconds.toFixed(1)} s, ${whole(withMore.peakMiB)} MiB`, beside: `${second.seconds.toFixed(1)} s with the seeds alone`, ratio: times(withMore.seconds / second.seconds) },
    ] satisfies Figure[];
  },
};

async function startOnce(folder: string): Promise<{ seconds: number; peakMiB: number }> {
  const hub = await serveBuiltHub(folder);
  const { peakMiB } = await hub.stop();
  return { seconds: hub.secondsToAddress, peakMiB };
}
