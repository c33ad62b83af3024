// The hub starts here. Everything it does is a command: cli.ts lists them.
// The version is looked at before anything else is loaded, because the database driver ends an older Node.js without a word.
const oldestNode = 24;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  console.error(`Common Ground needs Node.js ${oldestNode} or later; this is ${process.versions.node}. Start it with "npm start", which brings its own.`);
  process.exitCode = 2;
} else {
  const { runCommand } = await import('./cli.ts');
  process.exitCode = await runCommand(process.argv);
}
