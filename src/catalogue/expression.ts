import jsep from 'jsep';

/** How one number follows from others: what `derived_from` of an indicator says, or an analyst asks. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'published'; part: PublishedPart; code: string }
  | { kind: 'population'; from: number; to: number }
  | { kind: 'negative'; of: Expression }
  | { kind: Operator; left: Expression; right: Expression };

export type Operator = '+' | '-' | '*' | '/';
const publishedParts = ['value', 'numerator', 'denominator'] as const;
export type PublishedPart = (typeof publishedParts)[number];

export const expressionForms = 'numbers, + - * / and brackets, value("CODE"), numerator("CODE"), denominator("CODE") of indicators, and population(AGE, AGE), for example 1000 * numerator("NI 117") / population(16, 18)';

const [longestText, mostNamed, deepest, oldestAge] = [500, 12, 30, 120];
const operators: readonly string[] = ['+', '-', '*', '/'];

// The parser knows a whole language; it is left what a calculation needs.
jsep.removeAllUnaryOps();
jsep.removeAllBinaryOps();
jsep.removeAllLiterals();
jsep.addUnaryOp('-');
for (const [operator, precedence] of [['+', 9], ['-', 9], ['*', 10], ['/', 10]] as const) jsep.addBinaryOp(operator, precedence);

/** What an expression says; a text where it says nothing that can be worked out. Nothing of it is ever run. */
export function parseExpression(text: string): Expression | string {
  if (text.length > longestText) return `it has ${text.length} characters, and the most is ${longestText}`;
  if (text.trim() === '') return 'it is empty';
  try {
    const expression = readNode(jsep(text) as Parsed, 1);
    const named = namesOf(expression).length;
    return named > mostNamed ? `it names ${named} figures, and the most is ${mostNamed}` : expression;
  } catch (error) {
    return problemOf(error as Error & { index?: number; description?: string }, text);
  }
}

/** Every figure of an indicator that an expression names, and every population, one by one. */
export function namesOf(expression: Expression): Extract<Expression, { kind: 'published' | 'population' }>[] {
  switch (expression.kind) {
    case 'number':
      return [];
    case 'published':
    case 'population':
      return [expression];
    case 'negative':
      return namesOf(expression.of);
    default:
      return [...namesOf(expression.left), ...namesOf(expression.right)];
  }
}

type Parsed = jsep.CoreExpression;

class Unreadable extends Error {}

function problemOf(error: Error & { index?: number; description?: string }, text: string): string {
  if (error instanceof Unreadable) return error.message;
  if (error.index === undefined) throw error;
  return `it cannot be read at character ${error.index + 1}${error.index < text.length ? `, “${text.slice(error.index, error.index + 10)}”` : ', its end'}`;
}

function readNode(parsed: Parsed, depth: number): Expression {
  if (depth > deepest) throw new Unreadable(`its brackets and signs are nested more than ${deepest} deep`);
  if (parsed.type === 'Literal' && typeof parsed.value === 'number') return readNumber(parsed.value);
  if (parsed.type === 'UnaryExpression') return { kind: 'negative', of: readNode(parsed.argument as Parsed, depth + 1) };
  if (parsed.type === 'BinaryExpression' && operators.includes(parsed.operator)) return { kind: parsed.operator as Operator, left: readNode(parsed.left as Parsed, depth + 1), right: readNode(parsed.right as Parsed, depth + 1) };
  if (parsed.type === 'CallExpression') return readCall(parsed.callee as Parsed, (parsed.arguments as Parsed[]).map(literalOf));
  if (parsed.type === 'Compound') throw new Unreadable('it has two parts with no sign between them');
  throw new Unreadable(`it has something other than ${expressionForms}`);
}

function readNumber(value: number): Expression {
  // What is divided by it would come to nought, and look like a figure.
  if (!Number.isFinite(value)) throw new Unreadable('it has a number too large to hold');
  return { kind: 'number', value };
}

function literalOf(node: Parsed): unknown {
  return node.type === 'Literal' ? node.value : null;
}

function readCall(callee: Parsed, given: readonly unknown[]): Expression {
  if (callee.type !== 'Identifier') throw new Unreadable(`it has something other than ${expressionForms}`);
  const { name } = callee;
  const [first, second] = given;
  if ((publishedParts as readonly string[]).includes(name)) {
    if (given.length === 1 && typeof first === 'string' && first !== '') return { kind: 'published', part: name as PublishedPart, code: first };
    throw new Unreadable(`${name}() takes the code of one indicator in quotation marks, as ${name}("NI 117")`);
  }
  if (name !== 'population') throw new Unreadable(`“${name.slice(0, 40)}()” is none of value(), numerator(), denominator() and population()`);
  if (given.length === 2 && isAge(first) && isAge(second) && first <= second) return { kind: 'population', from: first, to: second };
  throw new Unreadable('population() takes the first and the last age, both included, as population(16, 18)');
}

function isAge(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= oldestAge;
}
