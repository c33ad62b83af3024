/** What a year's label stands for in one of the DfE tool's measures. */
type YearKind = 'calendar' | 'academic' | 'financial' | 'on 31 March' | 'in January' | 'in March' | 'in September' | 'to 30 September' | 'pooled calendar' | 'pooled financial';

interface MeasureYear {
  kind: YearKind;
  /** `stated` by the tool's dictionary or definition, `known` of the statistic in general, `unknown` to us. */
  basis: 'stated' | 'known' | 'unknown';
}

const measuresByYear: Record<MeasureYear['basis'], Partial<Record<YearKind, string[]>>> = {
  stated: {
    calendar: ['InfMort', 'FirstYJS'],
    academic: ['TotAbs', 'TotPerAbNew', 'TotPermEx', 'TotFixedEx', 'FSP_NEW_GOODDEV', 'FSP_Gooddev_FSM', 'LAC_KS4_AVG_Attain8', 'LAC_EngMaths9-4'],
    financial: ['16-17 NEET', '16-17_not known_NEET', 'Emotional_LAC', 'CareLeaverAcc', 'CareLeaverEET', 'LACStable_2016on', 'LAC_Convictions', 'LACHealth%'],
    'on 31 March': ['LAC', 'LACnum', 'CPP_rate'],
    'in March': ['16-17Ed&Training'],
    'to 30 September': ['Work_Force_Vac_Rate', 'Work_Force_Agecy_Rate', 'Work_Force_TO_Rate'],
    'pooled financial': ['Hosp_Adm_Alc_<18yrs'],
  },
  known: {
    calendar: ['Under18concep', 'Low_Birth_Weight_Babies'],
    academic: [
      'AVG_Attain8_Score', 'EngMaths9-5', 'FSM_AVG_Attain8_Score', 'KS2RWM_Expected_STD', 'NEW_KS2_RWM_Sen_Withsta', 'Level2Age19', 'Level3Age19',
      'L3Age19Gap', 'LAC_Pers_Abs', 'ExcessRec', 'ExcessYr6',
    ],
    financial: ['LAC_Start_Rate', 'ReReferral', 'PrevRegCPR', 'Continue_Assess_Comp', 'ChildPov', '6wksBreast', 'HospAd0-14', 'CMH_0-17yrs'],
    'on 31 March': ['CIN', 'LAC_LongStable%'],
    'in January': ['SEN_TotStat', '%_2yr_olds'],
    'in March': ['16-17YroldSEN_ET'],
    'in September': ['Sept_Guarantee'],
    'pooled calendar': ['RTA'],
  },
  unknown: { calendar: ['ReoffYO', 'ReoffYO15-17'] },
};

const forms: Record<YearKind, (label: string) => string> = {
  calendar: (label) => `CY${label}`,
  academic: (label) => `AY${splitYear(label)}`,
  financial: (label) => `FY${splitYear(label)}`,
  'on 31 March': (label) => `${label}-03-31`,
  'in January': (label) => `${label}-01`,
  'in March': (label) => `${label}-03`,
  'in September': (label) => `${label}-09`,
  'to 30 September': (label) => `${Number(label) - 1}-10/${label}-09`,
  'pooled calendar': (label) => `CY${label.slice(0, 4)}/20${label.slice(-2)}`,
  'pooled financial': (label) => `${label.slice(0, 4)}-04/20${label.slice(-2)}-03`,
};

/** The period of a value in the DfE's tool: measure and label as they stand there (`InfMort`, `2019`), and a note where the kind of year is not the tool's own word. */
export function toolPeriod(measure: string, label: string): { period: string; note: string } {
  const { kind, basis } = yearOf(measure);
  const notes = { stated: '', known: 'kind of year from general knowledge of the statistic', unknown: 'kind of year not known; read as a calendar year' };
  return { period: forms[kind](label), note: notes[basis] };
}

function yearOf(measure: string): MeasureYear {
  for (const [basis, kinds] of Object.entries(measuresByYear)) {
    for (const [kind, measures] of Object.entries(kinds)) {
      if (measures.includes(measure)) return { kind: kind as YearKind, basis: basis as MeasureYear['basis'] };
    }
  }
  throw new Error(`The kind of year of the measure "${measure}" has not been decided.`);
}

// A bare year is the one in which the academic or financial year ends.
function splitYear(label: string): string {
  return label.includes('/') ? label : `${Number(label) - 1}/${label.slice(2)}`;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

// Conceptions are counted by calendar year; results of examinations and tests belong to the academic year they end.
const calendarYearIndicators = new Set(['NI 112', 'U18CONC-N', 'U16CONC']);
const resultsIndicators = new Set(['LEI-KS3-EM', 'LEI-KS4-5EM', 'LEI-KS4-2LE', 'LEI-KS4-2LM', 'NI 102a', 'NI 102b']);

/** The period of a hand-gathered value, from the words of its source; null when those words name none. */
export function periodInWords(indicator: string, words: string): { period: string; note: string } | null {
  if (/^\d{4}$/.test(words)) return bareYear(indicator, words);
  if (/^\d{4}\/\d{2}$/.test(words)) {
    return resultsIndicators.has(indicator)
      ? { period: `AY${words}`, note: '' }
      : { period: `FY${words}`, note: 'kind of year not stated; read as a financial year' };
  }
  const pooled = /^(\d{4})-(\d{2})$/.exec(words);
  if (pooled) return { period: `CY${pooled[1]}/${pooled[1]!.slice(0, 2)}${pooled[2]}`, note: '' };
  const financialYears = /^(\d{4})\/\d{2}-(\d{4})\/(\d{2})$/.exec(words);
  if (financialYears) return { period: `${financialYears[1]}-04/20${financialYears[3]}-03`, note: 'kind of years not stated; read as financial years' };
  const planEdge = /^(\d{4})-(\d{4}) plan, (start|end)$/.exec(words);
  if (planEdge) return { period: `CY${planEdge[3] === 'start' ? planEdge[1] : planEdge[2]}`, note: `the source says only: ${words}` };
  return dayOrMonths(words);
}

function bareYear(indicator: string, year: string): { period: string; note: string } {
  if (calendarYearIndicators.has(indicator)) return { period: `CY${year}`, note: '' };
  if (resultsIndicators.has(indicator)) return { period: `AY${splitYear(year)}`, note: `the source says ${year}; results of that summer` };
  return { period: `CY${year}`, note: 'kind of year not stated; read as a calendar year' };
}

function dayOrMonths(words: string): { period: string; note: string } | null {
  const range = /^(\w{3}) (\d{4})-(\w{3}) (\d{4})$/.exec(words);
  if (range) return { period: `${range[2]}-${monthNumber(range[1]!)}/${range[4]}-${monthNumber(range[3]!)}`, note: '' };
  const day = /^(\d{1,2}) (\w+) (\d{4})$/.exec(words);
  if (day) return { period: `${day[3]}-${monthNumber(day[2]!)}-${day[1]!.padStart(2, '0')}`, note: '' };
  const month = /^(reported )?(\w+) (\d{4})$/.exec(words);
  if (!month) return null;
  return { period: `${month[3]}-${monthNumber(month[2]!)}`, note: month[1] === undefined ? '' : 'month of the report; the period measured is not stated' };
}

function monthNumber(name: string): string {
  const index = months.findIndex((month) => month.startsWith(name));
  if (index < 0) throw new Error(`"${name}" is not a month.`);
  return String(index + 1).padStart(2, '0');
}
