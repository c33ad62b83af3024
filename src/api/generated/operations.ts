/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedQueryDocumentNode as DocumentNode } from 'graphql';
/** A range of ages in completed years, both included. */
export type AgesInput = {
  /** Youngest age. */
  readonly from: number;
  /** Oldest age. */
  readonly to: number;
};

/** Which overlaps, of which authorities, at what time. Without asAt or period the hub takes the latest date on which most plans were in force, and says so. */
export type OverlapFilter = {
  /** Only statements about children of these ages. A statement that names no ages is about all. */
  readonly ages?: AgesInput | null | undefined;
  /** Compare plans in force on this day. */
  readonly asAt?: string | null | undefined;
  /** GSS codes of the authorities to compare; with region, only those of that region. */
  readonly authorities?: ReadonlyArray<string> | null | undefined;
  /** With a period: only overlaps whose plans were, two of them at least, in force on the same day. */
  readonly concurrentOnly?: boolean | null | undefined;
  /** True: only overlaps whose authorities border on one another without a gap. False: only others. */
  readonly contiguous?: boolean | null | undefined;
  /** Only overlaps that at least this many authorities share. */
  readonly minAuthorities?: number | null | undefined;
  /** Only overlaps at least this strong, from 0 to 1. */
  readonly minStrength?: number | null | undefined;
  /** Compare plans in force at any time between two days. */
  readonly period?: PeriodInput | null | undefined;
  /** GSS code of a region: compare its authorities, for example E12000004 for the East Midlands. */
  readonly region?: string | null | undefined;
  /** Only overlaps whose title, or a statement in them, holds this text, whatever the case. */
  readonly text?: string | null | undefined;
  /** Theme codes: only overlaps of these themes. */
  readonly themes?: ReadonlyArray<string> | null | undefined;
};

/** All days between two days, both included. */
export type PeriodInput = {
  /** First day. */
  readonly from: string;
  /** Last day. */
  readonly to: string;
};

export type OverlapsAsTextQueryVariables = Exact<{
  filter: OverlapFilter;
}>;


export type OverlapsAsTextQuery = { readonly overlaps: { readonly totalCount: number, readonly dataVersion: number, readonly days: { readonly explanation: string }, readonly coverage: ReadonlyArray<{ readonly statement: string }>, readonly nodes: ReadonlyArray<{ readonly title: string, readonly strength: number, readonly authorities: ReadonlyArray<{ readonly name: string }>, readonly coverage: { readonly notSharing: ReadonlyArray<{ readonly reason: string }>, readonly unknown: ReadonlyArray<{ readonly authority: { readonly name: string } }> } }> } };


export const OverlapsAsTextDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OverlapsAsText"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OverlapFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overlaps"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"days"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statement"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"strength"}},{"kind":"Field","name":{"kind":"Name","value":"authorities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notSharing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unknown"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authority"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OverlapsAsTextQuery, OverlapsAsTextQueryVariables>;