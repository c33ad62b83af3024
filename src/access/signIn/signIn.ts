import type { JWTVerifyGetKey } from 'jose';
import type { Role, Scope } from '../roles.ts';

/** Whose tokens the hub takes, by the text that they carry as `iss`. */
export interface SignIn {
  issuers: ReadonlyMap<string, Issuer>;
}

/** One who signs people and programs in, and what a token of theirs must be. */
export interface Issuer {
  issuer: string;
  audience: string;
  algorithms: readonly string[];
  /** The type that the token's header must state; null where any will do. */
  typ: string | null;
  clockToleranceSeconds: number;
  /** Finds the public key for a token's header among those that the configuration leads to. */
  keys: JWTVerifyGetKey;
  roles: readonly RoleMapping[];
}

/** What a claim of a token gives to its holder. */
export interface RoleMapping {
  /** Names of claims, each inside the one before. */
  claim: readonly string[];
  value: string;
  role: Role;
  scopes: readonly Scope[];
  bodyCode: string | null;
  regionCode: string | null;
  /** Stands beside all that is done with the token, in place of what it says of a person. */
  post: string;
}
