import { Command, Option } from 'commander';
import { isDay } from '../catalogue/period.ts';
import { readConfig } from '../config.ts';
import { HubError } from '../errors.ts';
import { packageGiven, pathGiven } from './pathGiven.ts';

/** Takes the exit code that a command comes to. */
type Run = (work: Promise<number>) => Promise<void>;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Every command of the hub with what it takes, in the order of its help.
 * A command is loaded when it is called: all of them, with the server's libraries, take half a second and 25 MB that most never need.
 */
export function buildProgram(run: Run): Command {
  const program = new Command('hub')
    .description("Common Ground: a data hub in which local authorities' priorities, services and indicators meet. Without a command it serves.")
    .exitOverride()
    .showHelpAfterError('Add --help to see what is allowed.');
  for (const add of [addServing, addPackages, addSources, addHarvests, addOverlaps, addKeys, addAgreements, addDecisions, addTerms, addAudit, addPaper, addBackups, addEngine, addSchema]) add(program, run);
  return program;
}

function addServing(program: Command, run: Run): void {
  program
    .command('serve', { isDefault: true })
    .description('read the data packages under seeds/, find overlaps and serve the pages and the GraphQL API')
    .action(() => run(import('./serve.ts').then(({ serve }) => serve(readConfig(), print))));
}

function addPackages(program: Command, run: Run): void {
  program
    .command('import')
    .argument('<path>', 'a data package: a folder with datapackage.json or a workbook (.xlsx) made by template; or a folder of such packages, or a zip of either', readPackagePath)
    .description('read a data package into the hub and report what landed and what was refused')
    .action((path: string) => run(import('./import.ts').then(({ importPackages }) => importPackages(readConfig(), path, print))));
  program
    .command('preview')
    .argument('<path>', 'a data package: a folder with datapackage.json or a workbook (.xlsx) made by template; or a folder of such packages, or a zip of either', readPackagePath)
    .description('show what an import of a data package would do and how the hub would read its priorities, and store nothing')
    .action((path: string) => run(import('./preview.ts').then(({ previewPackages }) => previewPackages(readConfig(), path, print))));
  program
    .command('template')
    .argument('[file]', 'the workbook to write; without it, common-ground.xlsx', readPath)
    .description('write the data package as a workbook (.xlsx) to fill in, with lists of the codes this hub knows')
    .option('--publisher <code>', 'GSS code of the authority or region that will fill it in')
    .option('--files <names>', 'sheets to have, separated by commas, for example plans,priorities; without it, all', readNames)
    .action((path: string | undefined, options: { publisher?: string; files?: string[] }) => run(import('./template.ts').then(({ writeTemplate }) => writeTemplate(readConfig(), { path, ...options }, print))));
}

function addSources(program: Command, run: Run): void {
  const sources = program.command('sources').description('list the sources the hub reads, and how each stands; or register one, or remove one').action(() => run(import('./sources.ts').then(({ listSources }) => listSources(readConfig(), print))));
  sources
    .command('show')
    .argument('<id>', 'id of a source: the publisher\'s code and the name of its package')
    .description('print all that is known of one source: how it stands, its next run, its records, issues by rule, and how complete they are')
    .action((id: string) => run(import('./showSource.ts').then(({ showSource }) => showSource(readConfig(), id, print))));
  sources
    .command('add')
    .argument('<file>', 'a file of JSON that says what kind of source it is, whose, where and when to read it; docs/connecting-a-source.md shows one', readPath)
    .option('--check', 'change nothing: say whether the file is in order', false)
    .description('register a source, or change how one is read')
    .action((file: string, options: { check: boolean }) => run(import('./sources.ts').then(({ addSource }) => addSource(readConfig(), file, options, print))));
  sources
    .command('remove')
    .argument('<source>', 'id of the source, for example E06000016/directory')
    .description('read a source no more, and withdraw its records; also of one that was imported by hand')
    .action((id: string) => run(import('./sources.ts').then(({ dropSource }) => dropSource(readConfig(), id, print))));
  sources
    .command('protect')
    .argument('<source>', 'id of the source, for example E06000016/plans')
    .description('set how small numbers of a source are protected, and protect at once what the hub holds of it')
    .requiredOption('--threshold <count>', 'hide counts of people from 1 to this, and rates that rest on them; 0 hides none')
    .option('--secondary', 'hide more where a hidden count could be worked out from a total')
    .option('--round <multiple>', 'round counts to multiples of this, for example 5')
    .option('--reason <text>', 'why: it is shown to everybody')
    .option('--by <name>', 'who sets it: a post, no person', 'the operator of the hub')
    .action((id: string, options: { threshold: string; secondary?: boolean; round?: string; reason?: string; by: string }) => run(import('./protect.ts').then(({ protectSource }) => protectSource(readConfig(), id, options, print))));
}

function addHarvests(program: Command, run: Run): void {
  program
    .command('harvest')
    .argument('[sources...]', 'ids of registered sources; without any, all of them')
    .description('read registered sources now, and report what landed and what was refused')
    .option('--confirm', 'take what a run was held for as right, for example that much is gone from the source')
    .option('--cancel', 'end the runs of these sources that are under way, or take back what was asked for and has not begun')
    .addOption(new Option('--unattended [token]').hideHelp())
    .action((ids: string[], options: { confirm?: boolean; cancel?: boolean; unattended?: boolean | string }) => run(import('./harvest.ts').then(({ harvestSources }) => harvestSources(readConfig(), ids, options, print))));
  program
    .command('refresh')
    .description('read and compare what landed and was not yet, as every import does at its end; a hub that serves does so by itself')
    .action(() => run(import('./refresh.ts').then(({ refresh }) => refresh(readConfig(), print))));
}

function addOverlaps(program: Command, run: Run): void {
  program
    .command('overlaps')
    .description('print what authorities share')
    .option('--region <code>', 'GSS code of a region', 'E12000004')
    .option('--authorities <codes...>', 'GSS codes of the authorities to compare')
    .option('--as-at <date>', 'compare plans in force on this day, as YYYY-MM-DD', readDayOf('--as-at'))
    .option('--json', 'print the whole answer as JSON')
    .action((options: { region: string; authorities?: string[]; asAt?: string; json?: boolean }) => run(import('./overlaps.ts').then(({ printOverlaps }) => printOverlaps(readConfig(), options, print))));
}

function addKeys(program: Command, run: Run): void {
  const key = program.command('key').description('list the keys by which the hub knows people and programs; or make one, or end one').action(() => run(import('./key.ts').then(({ listKeys }) => listKeys(readConfig(), print))));
  key
    .command('make')
    .argument('<role>', 'analyst, officer, approver, publisher, administrator or service-account')
    .option('--body <code>', 'GSS code of the body it acts for, for example E06000016 for Leicester')
    .option('--region <code>', 'GSS code of the region an analyst acts for; without it, all regions')
    .option('--name <name>', 'the name that is to stand beside all that is done with it: a post, no person')
    .option('--scopes <scopes>', 'what it may do, with commas between, where that is less than the role may', readNames)
    .option('--expires <date>', 'its last day, as YYYY-MM-DD; without it, in a year')
    .description('make a key, and print it this once')
    .action((role: string, { body, region, name, scopes, expires }: { body?: string; region?: string; name?: string; scopes?: string[]; expires?: string }) =>
      run(import('./key.ts').then(({ makeKeyFor }) => makeKeyFor(readConfig(), { role, bodyCode: body, regionCode: region, name, scopes, expiresOn: expires }, print))),
    );
  key
    .command('revoke')
    .argument('<id>', 'id of the key, the twelve digits and letters after "cg_"')
    .description('end a key at once')
    .action((id: string) => run(import('./key.ts').then(({ endKey }) => endKey(readConfig(), id, print))));
}

function addAgreements(program: Command, run: Run): void {
  program
    .command('agreements')
    .description('list the data-sharing agreements: who opens what to whom before it is public, on what basis, until when')
    .action(() => run(import('./agreements.ts').then(({ listAgreements }) => listAgreements(readConfig(), print))));
}

function addDecisions(program: Command, run: Run): void {
  const decisions = program.command('decisions').description('write what reviewers decided to a file, or take it from one');
  decisions
    .command('export')
    .argument('<file>', 'file to write, which is not there yet: lines of JSON (.jsonl)', readPath)
    .description('write every decision to a file, with who, when and why')
    .action((file: string) => run(import('./decisions.ts').then(({ exportDecisions }) => exportDecisions(readConfig(), file, print))));
  decisions
    .command('import')
    .argument('<file>', 'a file that "decisions export" wrote', readPath)
    .description('add the decisions of a file: all of them, or none; those that are here already are passed over')
    .action((file: string) => run(import('./decisions.ts').then(({ importDecisions }) => importDecisions(readConfig(), file, print))));
}

function addTerms(program: Command, run: Run): void {
  const terms = program.command('terms').description('write the mapping of terms of service directories to themes, take one from a file, or list terms that lead to no theme');
  terms
    .command('export')
    .argument('<file>', 'file to write, which is not there yet (.csv)', readPath)
    .description('write the mapping in force, each term with how many services have it')
    .action((file: string) => run(import('./terms.ts').then(({ exportTerms }) => exportTerms(readConfig(), file, print))));
  terms
    .command('import')
    .argument('<file>', 'a file that "terms export" wrote, changed', readPath)
    .option('--by <name>', 'who changed it: a post, no person')
    .option('--note <text>', 'why')
    .description('make the mapping in a file the one in force, as its next version')
    .action((file: string, options: { by?: string; note?: string }) => run(import('./terms.ts').then(({ importTerms }) => importTerms(readConfig(), file, options, print))));
  terms
    .command('unmapped')
    .option('--csv', 'print CSV, as "terms import" takes it once theme_code is filled in')
    .description('list terms that services have and that lead to no theme, those of the most services first')
    .action((options: { csv?: boolean }) => run(import('./terms.ts').then(({ listUnmapped }) => listUnmapped(readConfig(), options, print))));
}

function addAudit(program: Command, run: Run): void {
  const audit = program
    .command('audit')
    .description('print what was asked of the hub, by whom and what came of it, the oldest first')
    .option('--from <day>', 'entries that begin on this day or later, as YYYY-MM-DD', readDayOf('--from'))
    .option('--to <day>', 'entries that begin on this day or earlier', readDayOf('--to'))
    .option('--csv', 'print CSV')
    .action((options: { from?: string; to?: string; csv?: boolean }) => run(import('./audit.ts').then(({ printAudit }) => printAudit(readConfig(), options, print))));
  audit
    .command('verify')
    .description('work the hashes of the audit trail out again, and say which entries are not as they were written')
    .action(() => run(import('./audit.ts').then(({ verifyAudit }) => verifyAudit(readConfig(), print))));
}

function addPaper(program: Command, run: Run): void {
  program
    .command('paper')
    .argument('<proposal>', 'id of the proposal')
    .option('--out <file>', 'file to write, which is not there yet: .html or .docx; without it, proposal-ID.html in the present folder', readPath)
    .option('--for <body>', 'GSS code of the body for whose decision it is made')
    .option('--exempt', 'with the exempt appendix, which is not for the public', false)
    .description('write the committee paper of a proposal, whether or not it is public yet')
    .action((id: string, { for: bodyCode, ...options }: { out?: string; for?: string; exempt: boolean }) => run(import('./paper.ts').then(({ writePaper }) => writePaper(readConfig(), { id, bodyCode, ...options }, print))));
}

function addBackups(program: Command, run: Run): void {
  program
    .command('backup')
    .argument('[file]', 'file to write, which is not there yet; without it, one named after the time in the folder "backups" of HUB_DATA', readPath)
    .description('copy everything the hub holds to a file, while it goes on serving')
    .action((file: string | undefined) => run(import('./backup.ts').then(({ backUp }) => backUp(readConfig(), file, print))));
  program
    .command('restore')
    .argument('<file>', 'a backup of either kind of database', readPath)
    .description('fill an empty database, SQLite or PostgreSQL, with what a backup holds')
    .action((file: string) => run(import('./restore.ts').then(({ restore }) => restore(readConfig(), file, print))));
}

function addEngine(program: Command, run: Run): void {
  program
    .command('evaluate')
    .argument('[folder]', 'folder with priorities.csv, gold_themes.csv and themes.csv; without it, the labelled statements the engine was trained on', readPath)
    .description('measure how well the hub reads priorities against a person')
    .option('--cross-validate', 'train with each authority left out in turn and score on it', false)
    .option('--json', 'print JSON and nothing else', false)
    .action((folder: string | undefined, options: { crossValidate: boolean; json: boolean }) => run(import('./evaluate.ts').then(({ evaluateEngine }) => evaluateEngine(folder, options, print))));
  program
    .command('train')
    .description('learn the reading of priorities again from the labelled statements, and write the model file')
    .action(() => run(import('./evaluate.ts').then(({ trainEngine }) => trainEngine(print))));
}

function addSchema(program: Command, run: Run): void {
  program
    .command('schema')
    .description('write the GraphQL schema to schema/hub.graphql, and as a federation subgraph to schema/subgraph.graphql')
    .option('--check', 'change nothing: say whether the committed files are what the code builds', false)
    .action((options: { check: boolean }) => run(import('./schema.ts').then(({ emitSchema }) => emitSchema(options, print))));
}

/** Commander hands over the value before, too. */
function readPath(path: string): string {
  return pathGiven(path);
}

function readPackagePath(path: string): string {
  return packageGiven(path);
}

function readNames(text: string): string[] {
  return text.split(',').map((name) => name.trim()).filter(Boolean);
}

function readDayOf(option: string): (text: string) => string {
  return (text) => {
    if (isDay(text)) return text;
    throw new HubError('BAD_ARGUMENT', `${option} is "${text}". Expected a day as YYYY-MM-DD, for example 2008-06-30.`);
  };
}
