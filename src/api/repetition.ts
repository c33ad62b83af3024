import { GraphQLError, type ASTNode, type ASTVisitor, type ValidationContext } from 'graphql';
import type { ErrorCode } from '../errors.ts';

/** How many characters a name may have that a document gives to a field; none of the contract's own has a quarter of it. */
const mostLettersOfName = 200;

/** A validation rule that refuses documents with names of more than so many characters, or with more aliases or directives than allowed; a fragment counts once, as it is written once. Cost sees to how often it is answered. */
export function repetitionLimit({ maxAliases, maxDirectives }: { maxAliases: number; maxDirectives: number }): (context: ValidationContext) => ASTVisitor {
  return (context) => {
    let aliases = 0;
    let directives = 0;
    const refuse = (hubCode: ErrorCode, message: string, nodes: ASTNode): void =>
      // Apollo gives every validation error its own code; formatError puts ours back.
      context.reportError(new GraphQLError(message, { nodes, extensions: { hubCode } }));
    return {
      Field({ alias }) {
        if (!alias) return;
        aliases += 1;
        // Written once, it may be answered with every row.
        if (alias.value.length > mostLettersOfName) refuse('QUERY_TOO_LONG', `A field gets a name of ${alias.value.length.toLocaleString('en-GB')} characters. The most is ${mostLettersOfName}: give it a shorter one.`, alias);
      },
      Directive() {
        directives += 1;
      },
      Document: {
        leave(document) {
          const place = document.definitions[0]!;
          if (aliases > maxAliases) refuse('TOO_MANY_ALIASES', `The document gives ${aliases} fields another name. The most is ${maxAliases}: ask for the rest in a second query, or for a list with a filter in place of many single records.`, place);
          if (directives > maxDirectives) refuse('TOO_MANY_DIRECTIVES', `The document has ${directives} directives. The most is ${maxDirectives}: put fields that come and go together into one fragment, and the directive on that.`, place);
        },
      },
    };
  };
}
