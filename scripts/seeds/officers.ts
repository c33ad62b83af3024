/**
 * Who leads Leicester's actions of 2008. The document names officers; packages carry posts, organisations, and one
 * pseudonym for each officer, numbered as they first appear in it (a name given once with an initial is read as the same person).
 */
const leadsByActions: [refs: string, lead: string][] = [
  ['1.1 1.2', 'officer-01'],
  ['2.1 9.4', 'officer-02'],
  ['2.2', 'officer-03; officer-04'],
  ['2.3', 'officer-05'],
  ['2.4 12.9', 'officer-06'],
  ['2.5', 'officer-07'],
  ['2.6', 'officer-08; officer-09'],
  ['2.7', 'officer-10; officer-11; officer-04'],
  ['2.8', 'officer-12; officer-08; officer-04'],
  ['3.1 3.2 3.3 3.4 9.1 12.4', 'officer-14'],
  ['4.1 4.2 4.3', 'officer-16'],
  ['5.1 5.4', 'officer-01; officer-17'],
  ['5.2', 'officer-01; officer-18 and officer-19 (Leicester City Primary Care Trust)'],
  ['5.3', 'officer-01; Service Director Learning; officer-17'],
  ['6.1 6.2 6.3 6.4 6.5 6.6 6.8 6.9 6.10 7.1 7.2 7.3 7.4 7.5', 'officer-20'],
  ['6.7', 'officer-20; officer-21'],
  ['6.11', 'officer-22; officer-20'],
  ['8.1 8.5 8.6', 'officer-23'],
  ['8.2 8.3 14.1 14.2', 'officer-24'],
  ['8.4', 'officer-24; officer-23'],
  ['10.1 10.2 10.3 10.4 10.5 10.9 10.10 12.1 12.2 12.3 12.6 12.12', 'officer-26'],
  ['10.6', 'officer-27; officer-26'],
  ['10.7 12.5', 'officer-26; officer-27'],
  ['10.8', 'officer-28; officer-26'],
  ['11.1 11.2 11.4 11.5 11.7 11.8', 'officer-28'],
  ['11.3', 'officer-28; officer-29'],
  ['11.6', 'officer-29'],
  ['12.8', 'officer-30; officer-31'],
  ['12.10', 'officer-31'],
  ['12.11', 'officer-30'],
  ['13.1', 'officer-20; officer-21 (Primary Care Trust)'],
  ['15.1 15.2 15.3', 'officer-01; officer-17 (Primary Care Trust)'],
  ['15.4', 'officer-32 (University Hospitals Leicester); officer-33'],
  ['15.5', 'officer-32 (University Hospitals Leicester); officer-34 (Primary Care Trust); officer-33'],
  ['16.1 16.2 16.3 16.4 16.5 16.6 16.7 16.8 16.9 16.10 16.11 16.12 16.13 16.14 16.15 16.16 16.17 16.18 16.19 16.20', 'officer-24'],
];

export const actionLeads = new Map(leadsByActions.flatMap(([refs, lead]) => refs.split(' ').map((ref) => [ref, lead])));

export const recommendationLeads = new Map([
  ['R3', 'officer-13'], ['R4', 'officer-15'], ['R8', 'officer-23'], ['R9', 'officer-13'], ['R10', 'officer-25'],
  ['R11', 'officer-25'], ['R12', 'officer-30'], ['R14', 'officer-15'], ['R16', 'officer-15; officer-13'],
]);
