// What is measured is the hub as it is built and served: whatever the bench imports from src/ comes from dist/. Run from its sources it pays for what tsx adds to each function that keeps its name, about a seventh of a long question.
import { registerHooks } from 'node:module';

const [sources, built] = ['../src/', '../dist/'].map((folder) => new URL(folder, import.meta.url).href);

const hooks = registerHooks({
  resolve(specifier, context, nextResolve) {
    const named = /^\.{1,2}\//.test(specifier) && context.parentURL ? new URL(specifier, context.parentURL).href : specifier;
    return nextResolve(named.startsWith(sources) ? built + named.slice(sources.length).replace(/\.ts$/, '.js') : specifier, context);
  },
});

// Servers that are asked for the first time have loaded. Apollo requires Node.js's own modules anew with each request, and would ask the hook each time.
if (process.send) process.once('message', () => hooks.deregister());
