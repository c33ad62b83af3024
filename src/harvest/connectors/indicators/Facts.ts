/** What a dictionary or metadata says of one indicator, each as it stands there; empty where it says nothing. */
export interface Facts {
  title: string;
  /** The kind of number: "Proportion", "Crude rate". */
  valueType: string;
  /** What it is counted in: "Rate per 10,000", "% of births". */
  unit: string;
  polarity: string;
  yearType: string;
  frequency: string;
  description: string;
  body: string;
  url: string;
}
