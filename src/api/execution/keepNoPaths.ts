import memoize from 'lodash.memoize';

/**
 * Whatever it compiles, graphql-jit 0.8.7 remembers a text for each path of it, for ever, by lists that it never asks for again. So what
 * lodash remembers for it is nothing. To be imported before it.
 */
class Nothing {
  has(): boolean {
    return false;
  }
  get(): undefined {
    return undefined;
  }
  set(): this {
    return this;
  }
  delete(): boolean {
    return false;
  }
  clear(): void {}
}

memoize.Cache = Nothing;
