/** What one user, place or child costs in one authority and period, in pounds. Null is not known. */
export interface UnitCostFigure {
  authorityCode: string;
  period: string | null;
  records: number;
  incomplete: number;
  amount: number | null;
  units: number | null;
  unitCost: number | null;
  adjusted: number | null;
  isSmall: boolean;
  explanation: string;
}
