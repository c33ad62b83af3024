// What is measured is the hub as it is built and served: whatever the bench imports from src/ comes from dist/. Run from its sources it pays for what tsx adds to each function that keeps its name, about a seventh of a long question.
import { registerHooks } from 'node:module';

const [sources, built] = ['../src/', '../dist/'].map((folder) => new URL(folder, import.meta.url).href);

registerHooks({
  resolve(specifier, context, nextResolve) {
    const named = /^\.{1,2}\//.test(specifier) && context.parentURL ? new URL(specifier, context.parentURL).href : specifier;
    return nextResolve(named.startsWith(sources) ? built + named.slice(sources.length).replace(/\.ts$/, '.js') : specifier, context);
  },
});
