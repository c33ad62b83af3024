import { printParseErrorCode, visit, type ParseErrorCode } from 'jsonc-parser';

const faultsInWords: Record<string, string> = {
  PropertyNameExpected: 'a comma stands before a closing brace, or the name of a member is not in quotation marks',
  ValueExpected: 'a value is missing, or the file breaks off',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing, or the file breaks off',
  CloseBraceExpected: 'a closing brace is missing, or the file breaks off',
  CloseBracketExpected: 'a closing bracket is missing, or the file breaks off',
  UnexpectedEndOfString: 'a quotation mark is opened and never closed, or the file breaks off',
  InvalidCommentToken: 'JSON has no comments',
  InvalidCharacter: 'a line break or a control character stands inside a text',
};

/** What is wrong with a text that is not JSON, to follow on its name; line and column counted from 0. */
export function faultOfJson(code: ParseErrorCode, line: number, column: number): string {
  return `is not JSON from line ${line + 1}, column ${column + 1} on: ${faultsInWords[printParseErrorCode(code)] ?? 'what stands there is not JSON'}`;
}

/** The same of the first fault of a text that `JSON.parse` does not take. */
export function whyNotJson(text: string): string {
  const faults: string[] = [];
  try {
    visit(text, { onError: (code, _offset, _length, line, column) => void faults.push(faultOfJson(code, line, column)) }, { disallowComments: true });
  } catch {
    return 'nests lists or objects within one another too deep to be read';
  }
  return faults[0] ?? 'is not JSON';
}
