import { openFetch } from '../../../src/harvest/gather/openFetch.ts';

/** A process of its own, since Node reads whom it trusts as it starts: asks for an address on loopback once, and prints what came or why nothing did. */
const [, , address] = process.argv;
const fetch = openFetch({ hosts: ['127.0.0.1'], privateHosts: ['127.0.0.1'], mostBytes: 1_000, mostRequests: 1, atOnce: 1, secret: null, signal: new AbortController().signal });
console.log(await fetch.json(address!).then(({ value }) => JSON.stringify(value), (error: Error) => error.message));
