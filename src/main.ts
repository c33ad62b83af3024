// The hub starts here. Everything it does is a command: commands/buildProgram.ts lists them.
// The version is looked at before anything of ours is loaded, because the database driver ends an older Node.js without a word.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const oldestNode = 24;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  console.error(`Common Ground needs Node.js ${oldestNode} or later; this is ${process.versions.node}. Start it with "npm start", which brings its own.`);
  process.exitCode = 2;
} else {
  // Compiling what is imported is most of a start; the second one finds it done.
  if (import.meta.url.endsWith('.js')) module.enableCompileCache(fileURLToPath(new URL('.compile-cache', import.meta.url)));
  const { runCommand } = await import('./cli.ts');
  process.exitCode = await runCommand(process.argv);
}
