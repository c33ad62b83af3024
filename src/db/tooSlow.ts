/** How PostgreSQL says that it gave a statement up. */
const queryCanceled = '57014';

/** Whether a statement was given up because it took longer than reading may. */
export function wasTooSlow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === queryCanceled;
}
