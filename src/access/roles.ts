/** What somebody who is signed in may do beyond reading what is public. A key or token has those of its roles, or fewer. */
export const scopes = ['read:unpublished', 'read:proposals', 'review', 'publish', 'speak', 'propose', 'approve', 'administer'] as const;
export type Scope = (typeof scopes)[number];

interface RoleRule {
  /** Whether it acts for one body, for a region or for none. */
  actsFor: 'body' | 'region' | 'body-or-region' | 'nobody';
  /** All that it may do; a key may be made for less. */
  scopes: readonly Scope[];
  /** Whether a key has all of these unless it is made for less; otherwise each is asked for by name. */
  hasAll: boolean;
  /** For whom it is, in words that follow its name. */
  meaning: string;
}

/** Who there is beside the public. What each may do is its scopes and nothing else: a rule that looks at a role by name would be a second policy. */
export const roles = {
  analyst: { actsFor: 'region', scopes: ['review', 'propose', 'read:proposals'], hasAll: true, meaning: 'of a government office: judges overlaps, and starts and reads proposals of its region' },
  officer: { actsFor: 'body', scopes: ['read:unpublished', 'read:proposals', 'speak', 'propose'], hasAll: true, meaning: 'of one body: reads its unpublished plans, disputes readings, tells of progress, shapes its proposals' },
  approver: { actsFor: 'body', scopes: ['read:unpublished', 'read:proposals', 'speak', 'propose', 'approve'], hasAll: true, meaning: 'of one body: all that an officer may, and records its position on proposals' },
  publisher: { actsFor: 'body', scopes: ['read:unpublished', 'speak', 'publish'], hasAll: true, meaning: 'of one body: has its sources read, sees its unpublished plans, disputes readings' },
  administrator: { actsFor: 'nobody', scopes: ['administer'], hasAll: true, meaning: 'of the hub: makes and ends keys, records sharing agreements, reads the audit trail' },
  'service-account': { actsFor: 'body-or-region', scopes: ['read:unpublished', 'read:proposals'], hasAll: false, meaning: 'a program that reads and changes nothing; what it may read beyond what is public is named' },
} as const satisfies Record<string, RoleRule>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as Role[];

/** All that these roles may do, each once, in one order. */
export function scopesOf(some: readonly Role[]): Scope[] {
  return scopes.filter((scope) => some.some((role) => (roles[role].scopes as readonly Scope[]).includes(scope)));
}
