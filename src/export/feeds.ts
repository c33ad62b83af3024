import { actionsFeed } from './actionsFeed.ts';
import { casesFeed } from './casesFeed.ts';
import { coverageFeed } from './coverageFeed.ts';
import { figuresFeed } from './figuresFeed.ts';
import { overlapsFeed } from './overlapsFeed.ts';
import { prioritiesFeed } from './prioritiesFeed.ts';
import { servicesFeed } from './servicesFeed.ts';
import { sharingFeed } from './sharingFeed.ts';
import { sourcesFeed } from './sourcesFeed.ts';
import { targetsFeed } from './targetsFeed.ts';
import type { Feed } from './Feed.ts';

/** Every flat feed, those of overlaps first. */
export const feeds: readonly Feed<unknown>[] = [overlapsFeed, sharingFeed, coverageFeed, casesFeed, prioritiesFeed, figuresFeed, targetsFeed, servicesFeed, actionsFeed, sourcesFeed];
