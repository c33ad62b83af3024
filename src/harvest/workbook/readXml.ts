import { Parser } from 'htmlparser2';
import { HubError } from '../../errors.ts';

export type Attributes = Readonly<Record<string, string | undefined>>;

/** What a reader wants to hear of an XML part; names come without their namespace's prefix. */
export interface XmlListener {
  open?: (name: string, attributes: Attributes) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
  /** Asked after each piece, with how many bytes were read so far: whether no more is wanted. */
  hasEnough?: (bytesRead: number) => boolean;
}

/** No part of a workbook nests more than about ten levels where the hub looks. */
const deepest = 100;
/** Nor has an element of one more than some dozens, most of them names of dialects. */
const mostAttributes = 1_000;

/**
 * Tells a listener what an XML part holds, chunk by chunk, so that a large part is never in memory as a whole.
 * A part that declares a document type is refused: no spreadsheet program writes one, and entities can do harm.
 */
export async function readXml(chunks: AsyncIterable<Uint8Array>, part: string, listener: XmlListener): Promise<void> {
  const parser = new Parser(guarded(part, listener), { xmlMode: true });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new HubError('BAD_PACKAGE', `${part} in the workbook is not UTF-8 text. Save it again in a spreadsheet program. Nothing was changed.`);
    }
  };
  let bytesRead = 0;
  for await (const chunk of chunks) {
    parser.write(decode(chunk));
    bytesRead += chunk.length;
    if (listener.hasEnough?.(bytesRead)) return;
  }
  parser.write(decode());
  parser.end();
}

function guarded(part: string, listener: XmlListener): ConstructorParameters<typeof Parser>[0] {
  let depth = 0;
  let hasJustOpened = false;
  let attributesSoFar = 0;
  return {
    onattribute() {
      attributesSoFar += 1;
      if (attributesSoFar > mostAttributes) throw new HubError('BAD_PACKAGE', `${part} in the workbook has an element of more than ${mostAttributes} attributes, which no spreadsheet program writes. It was not read. Nothing was changed.`);
    },
    onopentag(name, attributes) {
      depth += 1;
      attributesSoFar = 0;
      hasJustOpened = true;
      if (depth > deepest) throw new HubError('BAD_PACKAGE', `${part} in the workbook nests more than ${deepest} levels, which no spreadsheet program writes. It was not read. Nothing was changed.`);
      listener.open?.(localName(name), attributes);
    },
    ontext(text) {
      hasJustOpened = false;
      listener.text?.(text);
    },
    onclosetag(name, isImplied) {
      depth -= 1;
      // In a whole part an element is closed by its own end tag, or as it opens: <c/>.
      if (isImplied && !hasJustOpened) throw new HubError('BAD_PACKAGE', `${part} in the workbook is not whole XML: <${name}> is not closed. Save the workbook again. Nothing was changed.`);
      hasJustOpened = false;
      listener.close?.(localName(name));
    },
    onprocessinginstruction(name) {
      if (name.startsWith('!')) throw new HubError('BAD_PACKAGE', `${part} in the workbook declares a document type or entities, which no spreadsheet program writes and which can do harm. It was not read. Nothing was changed.`);
    },
  };
}

/** Counts the entries of one kind as they come, and refuses the workbook once there are more than it may have. */
export function countUpTo(most: number, whatHas: string): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count > most) throw new HubError('BAD_PACKAGE', `${whatHas} more than ${most}, far more than a workbook of this kind needs. It was not read further. Nothing was changed.`);
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
